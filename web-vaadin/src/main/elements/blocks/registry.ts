import { html, type TemplateResult } from "lit";
import { approvalOfBlock } from "../model/approval.ts";
import { feeOfBlock, feePath } from "../model/fee.ts";
import type { Lookup } from "../model/lookup.ts";
import type { Block } from "../model/message.ts";
import { closedMonthOf, trueUpOf } from "../model/month.ts";
import { postingOf, postingsOf } from "../model/posting.ts";
import { progressOfBlock } from "../model/progress.ts";
import type { Clock } from "../model/time.ts";
import { isPressable } from "../model/widget.ts";
import { feeCard } from "../parts/fee-card.ts";
import { closedMonthCard, trueUpCard } from "../parts/month-card.ts";
import { postingCard, postingsCard } from "../parts/posting-card.ts";
import { approvalCard } from "../parts/approval-card.ts";
import { progressCard } from "../parts/progress-card.ts";
import type { WidgetHand } from "../parts/widget.ts";

export interface BlockContext {
  clock: Clock;
  now: number;
  /** Id of the viewer. */
  me: string;
  /** Presses a button of a block; what goes wrong is said by its {@link widgetProblem}. */
  press: (block: Block, action: string, values: Record<string, unknown>) => Promise<void>;
  /** A block in the viewer's hands, for the parts that all widgets share. */
  hand: (block: Block) => WidgetHand;
  /** What the server says beside the block, to whoever may see it; asked anew when the block is drawn anew. */
  look: (block: Block, path: string) => Lookup;
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

for (const version of [1, 2]) {
  registerBlock("onboarding-progress", version, (block, { clock, now, me, hand }) => {
    const progress = progressOfBlock(block);
    const mine = progress?.owner === null || progress?.owner === me;
    return progress ? progressCard(progress, clock, now, mine, mine && isPressable(block) ? hand(block) : null) : null;
  });
}

registerBlock("posting", 1, (block, { clock }) => {
  const posting = postingOf(block);
  return posting ? postingCard(posting, clock.locale) : null;
});

registerBlock("postings", 1, (block, { clock }) => {
  const postings = postingsOf(block);
  return postings ? postingsCard(postings, clock.locale) : null;
});

registerBlock("true-up", 1, (block, { clock }) => {
  const trueUp = trueUpOf(block);
  return trueUp ? trueUpCard(trueUp, clock.locale) : null;
});

registerBlock("month-close", 1, (block, { clock }) => {
  const month = closedMonthOf(block);
  return month ? closedMonthCard(month, clock.locale) : null;
});

registerBlock("approval", 1, (block, { clock, now, me, hand }) => {
  const approval = approvalOfBlock(block);
  return approval && isPressable(block) ? approvalCard(approval, clock, now, me, hand(block)) : null;
});

registerBlock("setup-fee", 1, (block, { clock, now, hand, look }) => {
  const notice = feeOfBlock(block);
  return notice ? feeCard(notice, look(block, feePath(notice)), clock, now, isPressable(block) ? hand(block) : null) : null;
});
