/** Writes PNG files (PNG specification, third edition): pictures at data resolution inside an SVG, and how large a picture is to be printed. */
import { zlibSync } from 'fflate';

export interface Image {
  readonly width: number;
  readonly height: number;
  /** [height × width] little-endian RGBA. */
  readonly pixels: Uint32Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Signature and header chunk: what comes before all other chunks. */
const HEAD = SIGNATURE.length + 25;
const EIGHT_BIT_RGBA = [8, 6, 0, 0, 0];
const INCH = 0.0254;

export function pngOf({ width, height, pixels }: Image): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, 4 * width * height);
  // Each line begins with its filter: none.
  const lines = new Uint8Array(height * (1 + 4 * width));
  for (let y = 0; y < height; y++)
    lines.set(bytes.subarray(4 * y * width, 4 * (y + 1) * width), y * (1 + 4 * width) + 1);
  return joined([
    SIGNATURE,
    chunk('IHDR', joined([bigEndian(width), bigEndian(height), Uint8Array.from(EIGHT_BIT_RGBA)])),
    chunk('IDAT', zlibSync(lines, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** The same PNG, which says how many of its pixels are an inch. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const perMetre = bigEndian(Math.round(dpi / INCH));
  const size = chunk('pHYs', joined([perMetre, perMetre, Uint8Array.of(1)]));
  return joined([png.subarray(0, HEAD), size, png.subarray(HEAD)]);
}

export function dataUri(png: Uint8Array): string {
  let text = '';
  for (const byte of png) text += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(text)}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  return joined([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const POLYNOMIAL = 0xedb88320;
const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? POLYNOMIAL ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRCS[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
