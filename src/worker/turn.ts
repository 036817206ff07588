/** A turn of a worker's event loop: at once, unlike a timer's. */

/** Resolves after messages that are waiting have been received; those who wait get it in the order in which they asked. */
export function turns(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
