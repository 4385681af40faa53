import { html, type TemplateResult } from "lit";
import type { Block } from "../model/message.ts";
import { progressOfBlock } from "../model/progress.ts";
import type { Clock } from "../model/time.ts";
import { progressCard } from "../parts/progress-card.ts";

export interface BlockContext {
  clock: Clock;
  now: number;
  /** Id of the viewer. */
  me: string;
}

/** Draws one block, or says null when its content is not what its type promises. */
export type BlockRenderer = (block: Block, context: BlockContext) => TemplateResult | null;

const renderers = new Map<string, BlockRenderer>();

export function registerBlock(type: string, version: number, renderer: BlockRenderer): void {
  renderers.set(`${type}/${version}`, renderer);
}

/** Draws all blocks, or null when one of them is unknown here: the message's own text is the fallback for all. */
export function drawBlocks(blocks: readonly Block[], context: BlockContext): TemplateResult[] | null {
  const drawn: TemplateResult[] = [];
  for (const block of blocks) {
    const one = renderers.get(`${block.type}/${block.version ?? 1}`)?.(block, context) ?? null;
    if (one === null) {
      return null;
    }
    drawn.push(one);
  }
  return drawn;
}

registerBlock("text", 1, (block) => {
  const text = block.text ?? (block.data as Record<string, unknown> | undefined)?.text;
  return typeof text === "string" ? html`<div class="content plain">${text}</div>` : null;
});

registerBlock("onboarding-progress", 1, (block, { clock, now, me }) => {
  const progress = progressOfBlock(block);
  return progress ? progressCard(progress, clock, now, progress.owner === null || progress.owner === me) : null;
});
