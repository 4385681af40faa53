// The little of Node that the tests touch, so that the type check needs no further package.
declare module "node:test" {
  export function test(name: string, body: () => void | Promise<void>): void;
}
declare module "node:assert/strict" {
  export function equal(actual: unknown, expected: unknown, message?: string): void;
  export function deepEqual(actual: unknown, expected: unknown, message?: string): void;
  export function ok(value: unknown, message?: string): asserts value;
}
declare module "node:fs" {
  export function readFileSync(path: URL, encoding: "utf8"): string;
}
