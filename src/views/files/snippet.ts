/** What a training loop in PyTorch needs to write one file for this page: no dependency but torch. */
export const SNIPPET = `torch.save({
    "state_dict": model.state_dict(),
    "inputs": inputs.detach().cpu(),   # [B, T, M], or [T, M]
    "target": target.detach().cpu(),   # what the head should have said
}, "for-gradient-carousel.pt")`;
