import { ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const sheet = readFileSync(new URL("../../resources/META-INF/resources/css/tokens.css", import.meta.url), "utf8");
const themes: Record<"light" | "dark", Record<string, string>> = { light: {}, dark: {} };
for (const [, name, light, dark, both] of sheet.matchAll(/--sp-([\w-]+):\s*(?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)) {
  themes.light[name!] = light ?? both!;
  themes.dark[name!] = dark ?? both!;
}

const SURFACES = ["bg", "surface-1", "surface-2", "surface-3", "surface-4", "raised"];
const TEXTS = ["text", "text-strong", "muted", "accent-ink", "danger-ink", "success-ink", "warning-ink", "info-ink"];
const PARTS = [
  ...["line-strong", "focus", "faint", "unread"],
  ...["tenant", "referrer", "platform", "human", "ai", "justice"].map((party) => `party-${party}`),
];
const PAIRS: [string, string][] = [
  ["accent-text", "accent"],
  ["accent-text", "accent-hover"],
  ["danger-text", "danger"],
  ["success-text", "success"],
  ["warning-text", "warning"],
  ["accent-ink", "accent-soft"],
  ["danger-ink", "danger-soft"],
  ["success-ink", "success-soft"],
  ["warning-ink", "warning-soft"],
  ["info-ink", "info-soft"],
  ["mention", "mention-bg"],
  ["mention-self", "mention-self-bg"],
  ["text", "mention-row"],
  ["muted", "mention-row"],
  ["code", "code-bg"],
  ["unread-text", "unread"],
];

for (const theme of ["light", "dark"] as const) {
  test(`${theme}: text reads on every surface, parts stand out`, () => {
    for (const surface of SURFACES) {
      TEXTS.forEach((text) => atLeast(theme, text, surface, 4.5));
      PARTS.forEach((part) => atLeast(theme, part, surface, 3));
    }
    PAIRS.forEach(([text, ground]) => atLeast(theme, text, ground, 4.5));
  });
}

function atLeast(theme: "light" | "dark", text: string, ground: string, wanted: number): void {
  const [one, other] = [themes[theme][text], themes[theme][ground]];
  ok(one && other, `${text} or ${ground} has no plain colour`);
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  const ratio = (high + 0.05) / (low + 0.05);
  ok(ratio >= wanted, `${theme}: ${text} on ${ground} is ${ratio.toFixed(2)}, not ${wanted}`);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
