import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { hear, tell } from "./events.ts";
import { Draft } from "./model/draft.ts";
import { matching, mentionAt, movePicks, sends, toSource, toggleMark, type Person, type Picked } from "./model/writing.ts";
import { avatar, avatarStyles } from "./parts/avatar.ts";
import { base } from "./parts/base.ts";
import * as icons from "./parts/icons.ts";
import { fingers, storage } from "./parts/browser.ts";

const LIMIT = 16_000;
const NEAR_LIMIT = 15_000;
const SALE = "/sale";

interface Draught {
  text: string;
  answering: Answering | null;
  picks: Picked[];
}

interface Answering {
  id: string;
  name: string;
  excerpt: string;
}

/** Where one writes: grows with the text, keeps a draft per channel, and hands messages to the stream of the same channel. */
@customElement("spaces-composer")
export class SpacesComposer extends LitElement {
  static override styles = [
    base,
    avatarStyles,
    css`
      :host {
        position: relative;
        display: block;
        padding: 0 var(--sp-4) calc(var(--sp-5) + env(safe-area-inset-bottom));
        background: var(--sp-surface-3);
      }
      .box {
        position: relative;
        border-radius: var(--sp-radius-3);
        background: var(--sp-surface-4);
        box-shadow: inset 0 0 0 1px var(--sp-line);
        transition: box-shadow var(--sp-speed);
      }
      .box:focus-within {
        box-shadow: inset 0 0 0 1px var(--sp-line-strong);
      }
      .line {
        display: flex;
        align-items: flex-end;
        gap: var(--sp-1);
        padding: 4px;
      }
      textarea {
        flex: 1;
        min-width: 0;
        min-height: 40px;
        max-height: 50vh;
        max-height: 50dvh;
        padding: 9px var(--sp-3);
        border: 0;
        font: inherit;
        font-size: var(--sp-size-md);
        line-height: 22px;
        color: var(--sp-text);
        background: transparent;
        resize: none;
        field-sizing: content;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      textarea:focus {
        outline: none;
      }
      textarea::placeholder {
        color: var(--sp-muted);
        opacity: 1;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .send {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        border-radius: 9px;
        font-size: 19px;
        color: var(--sp-muted);
        transition: background var(--sp-speed), color var(--sp-speed);
      }
      .send.ready {
        color: var(--sp-accent-text);
        background: var(--sp-accent);
        --sp-send-cut: var(--sp-accent);
      }
      .send.ready:hover {
        background: var(--sp-accent-hover);
      }
      .send:not(.ready) {
        --sp-send-cut: var(--sp-surface-4);
      }
      .reply {
        display: flex;
        align-items: center;
        gap: var(--sp-2);
        min-height: 36px;
        padding: 0 6px 0 var(--sp-4);
        border-bottom: 1px solid var(--sp-line);
        font-size: var(--sp-size-sm);
        color: var(--sp-muted);
      }
      .reply svg {
        font-size: 15px;
      }
      .reply b {
        font-weight: var(--sp-weight-strong);
        color: var(--sp-text);
        white-space: nowrap;
      }
      .reply span {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .reply button {
        display: grid;
        place-items: center;
        width: 28px;
        height: 28px;
        border-radius: 6px;
        font-size: 16px;
      }
      .reply button:hover {
        color: var(--sp-text-strong);
        background: var(--sp-hover);
      }
      .command code {
        padding: 1px 6px;
        border-radius: var(--sp-radius-1);
        font-family: var(--sp-font-mono);
        font-size: var(--sp-size-xs);
        color: var(--sp-code);
        background: var(--sp-code-bg);
      }
      .foot {
        display: flex;
        justify-content: space-between;
        gap: var(--sp-3);
        height: 0;
        padding: 0 var(--sp-3);
        font-size: 11px;
        line-height: 18px;
        color: var(--sp-muted);
        white-space: nowrap;
      }
      .foot .hints {
        opacity: 0;
        transition: opacity var(--sp-speed);
        overflow: hidden;
        text-overflow: ellipsis;
        height: 18px;
      }
      .foot.shown .hints {
        opacity: 1;
      }
      .foot .count {
        margin-inline-start: auto;
        font-variant-numeric: tabular-nums;
        font-weight: var(--sp-weight-strong);
      }
      .foot .count.over {
        color: var(--sp-danger-ink);
      }
      .locked {
        display: flex;
        align-items: center;
        gap: var(--sp-3);
        min-height: 48px;
        padding: var(--sp-2) var(--sp-4);
        border-radius: var(--sp-radius-3);
        font-size: var(--sp-size-sm);
        color: var(--sp-muted);
        background: var(--sp-surface-4);
        box-shadow: inset 0 0 0 1px var(--sp-line);
      }
      .locked svg {
        font-size: 17px;
      }
      .people {
        position: absolute;
        z-index: 5;
        left: 0;
        right: 0;
        bottom: calc(100% + 8px);
        max-width: 380px;
        max-height: 340px;
        overflow-y: auto;
        margin: 0;
        padding: 6px;
        list-style: none;
        border-radius: var(--sp-radius-3);
        background: var(--sp-raised);
        box-shadow: var(--sp-shadow-3), 0 0 0 1px var(--sp-line);
      }
      .people li {
        display: flex;
        align-items: center;
        gap: var(--sp-3);
        min-height: max(36px, var(--sp-target));
        padding: 2px 10px;
        border-radius: 7px;
        cursor: pointer;
      }
      .people li[aria-selected="true"] {
        background: var(--sp-active);
        color: var(--sp-text-strong);
      }
      .people .avatar {
        width: 24px;
        height: 24px;
        font-size: 10px;
      }
      .people .avatar.agent {
        border-radius: 8px;
        font-size: 14px;
      }
      .people .who {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--sp-size-sm);
        font-weight: var(--sp-weight-medium);
      }
      .people .role {
        font-size: var(--sp-size-xs);
        color: var(--sp-muted);
      }
      .people li[aria-selected="true"] .role {
        color: var(--sp-text);
      }
      @media (max-width: 639px), (pointer: coarse) {
        :host {
          padding: 0 var(--sp-2) calc(var(--sp-2) + env(safe-area-inset-bottom));
        }
        textarea {
          min-height: 44px;
          padding: 11px var(--sp-3);
          font-size: 16px;
        }
        .send {
          width: 44px;
          height: 44px;
        }
        .reply button {
          width: 44px;
          height: 44px;
        }
        .foot .hints {
          display: none;
        }
        .foot:has(.count) {
          height: 18px;
        }
      }
    `,
  ];

  @property() channel = "";
  @property() me = "";
  /** For the placeholder: "Message #general". */
  @property({ attribute: "channel-name" }) channelName = "";
  @property() placeholder = "";
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Why one cannot write here. */
  @property({ attribute: "disabled-reason" }) disabledReason = "";
  @property({ attribute: false }) people: Person[] = [];
  /** Whether the viewer may say sales here. */
  @property({ type: Boolean }) sales = false;

  @state() private text = "";
  @state() private answering: Answering | null = null;
  @state() private found: Person[] = [];
  @state() private selected = 0;

  @query("textarea") private field!: HTMLTextAreaElement | null;

  private picks: Picked[] = [];
  private readonly draft = new Draft<Draught>(storage());
  private mention: { start: number; query: string } | null = null;
  private unhear: (() => void)[] = [];
  private saveTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unhear = [
      hear("spaces-reply", (event) => {
        if (event.detail.channel === this.channel) {
          const { message } = event.detail;
          this.answering = { id: message.id, name: message.author.name, excerpt: message.excerpt };
          this.draft.touch();
          this.saveDraft();
          this.focusField();
        }
      }),
      hear("spaces-compose", (event) => {
        if (event.detail.channel === this.channel) {
          if (event.detail.text) {
            const { text, picks = [] } = event.detail;
            const joined = this.text.trim() ? `${text}\n${this.text}` : text;
            const own = movePicks(this.picks, this.text, joined);
            this.setText(joined);
            this.picks = [...picks, ...own];
            this.saveDraft();
          }
          this.focusField();
        }
      }),
    ];
    window.addEventListener("storage", this.onStorage);
    window.addEventListener("pagehide", this.saveNow);
    document.addEventListener("visibilitychange", this.saveNow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.saveNow();
    this.unhear.forEach((stop) => stop());
    window.removeEventListener("storage", this.onStorage);
    window.removeEventListener("pagehide", this.saveNow);
    document.removeEventListener("visibilitychange", this.saveNow);
  }

  override focus(): void {
    this.focusField();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("channel") || changed.has("me")) {
      const before = { channel: changed.get("channel") ?? this.channel, me: changed.get("me") ?? this.me };
      if (this.hasUpdated) {
        this.saveDraft(before.channel, before.me);
      }
      clearTimeout(this.saveTimer);
      this.restoreDraft();
    }
  }

  protected override updated(changed: PropertyValues): void {
    const field = this.field;
    if (field && changed.has("text")) {
      if (field.value !== this.text) {
        field.value = this.text;
      }
      if (!CSS.supports("field-sizing", "content")) {
        field.style.height = "auto";
        field.style.height = `${field.scrollHeight}px`;
      }
    }
  }

  protected override render(): TemplateResult {
    if (this.disabled) {
      return html`<div class="locked" role="note">
        ${icons.lock}<span>${this.disabledReason || "You can read here, but not write."}</span>
      </div>`;
    }
    const length = this.text.length > NEAR_LIMIT / 4 ? this.source().length : this.text.length;
    const ready = this.text.trim() !== "" && length <= LIMIT;
    const open = this.found.length > 0;
    const label = this.channelName ? `Message #${this.channelName.replace(/^#/, "")}` : "Message";
    return html`
      <div class="box">
        ${open
          ? html`<ul class="people" id="people" role="listbox" aria-label="People">
              ${repeat(
                this.found,
                (person) => person.id,
                (person, index) => html`<li
                  id="p-${index}"
                  role="option"
                  aria-selected=${index === this.selected}
                  @pointerdown=${(event: Event) => event.preventDefault()}
                  @click=${() => this.take(person)}
                >
                  ${avatar({ id: person.id, name: person.name, kind: person.role === "agent" ? "agent" : "person" })}
                  <span class="who">${person.name}</span><span class="role">${person.role ?? ""}</span>
                </li>`,
              )}
            </ul>`
          : nothing}
        ${this.answering
          ? html`<div class="reply">
              ${icons.reply}<b>${this.answering.name}</b><span>${this.answering.excerpt}</span>
              <button aria-label="Do not reply" title="Do not reply" @click=${() => this.dropReply()}>${icons.cross}</button>
            </div>`
          : nothing}
        ${this.saysSale()
          ? html`<div class="reply command" id="command">
              <b>/sale</b><span>Amount, then what for: <code>/sale 120.00 golden barrels</code></span>
            </div>`
          : nothing}
        <div class="line">
          <textarea
            rows="1"
            enterkeyhint=${fingers() ? "enter" : "send"}
            autocapitalize="sentences"
            aria-label=${label}
            placeholder=${this.placeholder || label}
            aria-autocomplete="list"
            aria-describedby=${this.saysSale() ? "command" : nothing}
            aria-controls=${open ? "people" : nothing}
            aria-activedescendant=${open ? `p-${this.selected}` : nothing}
            @input=${this.onInput}
            @keydown=${this.onKey}
            @keyup=${this.onCaret}
            @click=${this.onCaret}
            @blur=${() => (this.found = [])}
          ></textarea>
          <button
            class="send ${ready ? "ready" : ""}"
            aria-label="Send message"
            title="Send message"
            ?disabled=${!ready}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => this.send()}
          >
            ${icons.send}
          </button>
        </div>
      </div>
      <div class="foot ${this.text ? "shown" : ""}">
        <span class="hints" aria-hidden="true">Shift+Enter for a new line · **bold** · *italic* · \`code\` · &gt; quote</span>
        ${length > NEAR_LIMIT
          ? html`<span class="count ${length > LIMIT ? "over" : ""}" role="status"
              >${length > LIMIT ? `${length - LIMIT} characters too many` : `${LIMIT - length} characters left`}</span
            >`
          : nothing}
      </div>
      <div class="sr" role="status">${open ? `${this.found.length} people, ${this.found[this.selected]?.name ?? ""}` : ""}</div>
    `;
  }

  private send(): void {
    const source = this.source().replace(/^\s*\n/, "").trimEnd();
    if (source.trim() === "" || source.length > LIMIT) {
      return;
    }
    const name = this.people.find((person) => person.id === this.me)?.name;
    const taken = tell(this, "spaces-send", { channel: this.channel, text: source, thread: this.answering?.id ?? null, name });
    if (taken) {
      this.answering = null;
      this.setText("");
      this.saveNow();
      this.focusField();
    }
  }

  /** Whether what is typed is the command for a sale, or the beginning of it. */
  private saysSale(): boolean {
    return this.sales && (this.beginsCommand() || this.text.startsWith(`${SALE} `));
  }

  private beginsCommand(): boolean {
    return this.text !== "" && SALE.startsWith(this.text);
  }

  private source(): string {
    return toSource(this.text, this.people, this.picks);
  }

  private onInput = (): void => {
    this.typed(this.field?.value ?? "");
    this.complete();
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(this.saveNow, 300);
  };

  private onCaret = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.complete();
    }
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) {
      return;
    }
    if (this.found.length > 0 && this.onCompletionKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Tab" && !event.shiftKey && this.sales && this.beginsCommand()) {
      event.preventDefault();
      this.setText(`${SALE} `);
      return;
    }
    const command = event.ctrlKey || event.metaKey;
    if (sends(event, fingers())) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && this.text === "" && !event.shiftKey && !command && !event.altKey) {
      if (tell(this, "spaces-edit-last", { channel: this.channel })) {
        event.preventDefault();
      }
    } else if (command && !event.shiftKey && !event.altKey && (event.key === "b" || event.key === "i")) {
      event.preventDefault();
      this.mark(event.key === "b" ? "**" : "*");
    } else if (event.key === "Escape" && this.answering) {
      event.preventDefault();
      event.stopPropagation();
      this.dropReply();
    }
  };

  private onCompletionKey(event: KeyboardEvent): boolean {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const count = this.found.length;
        this.selected = (this.selected + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
        void this.updateComplete.then(() =>
          this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }),
        );
        return true;
      }
      case "Enter":
      case "Tab": {
        const person = this.found[this.selected];
        if (person) {
          this.take(person);
        }
        return true;
      }
      case "Escape":
        this.found = [];
        return true;
      default:
        return false;
    }
  }

  private complete(): void {
    const field = this.field;
    const caret = field && field.selectionStart === field.selectionEnd ? field.selectionStart : -1;
    this.mention = caret < 0 ? null : mentionAt(this.text, caret);
    const others = this.people.filter((person) => person.id !== this.me);
    const found = this.mention ? matching(others, this.mention.query) : [];
    const sole = found.length === 1 && found[0] && this.mention?.query === (found[0].handle ?? found[0].name);
    this.found = sole ? [] : found;
    this.selected = 0;
  }

  private take(person: Person): void {
    const field = this.field;
    if (!field || !this.mention) {
      return;
    }
    const { start } = this.mention;
    field.setSelectionRange(start, start + this.mention.query.length + 1);
    this.insert(`@${person.handle ?? person.name} `);
    this.picks = [...this.picks, { start, person }];
    this.found = [];
    this.mention = null;
  }

  private mark(mark: string): void {
    const field = this.field;
    if (!field) {
      return;
    }
    const marked = toggleMark({ text: this.text, start: field.selectionStart, end: field.selectionEnd }, mark);
    field.setSelectionRange(0, this.text.length);
    this.insert(marked.text);
    field.setSelectionRange(marked.start, marked.end);
  }

  /** Replaces the selection; the browser's own command keeps its undo history. */
  private insert(text: string): void {
    const field = this.field;
    if (!field) {
      return;
    }
    field.focus();
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    this.typed(field.value);
  }

  private typed(text: string): void {
    if (text !== this.text) {
      this.picks = movePicks(this.picks, this.text, text, this.field?.selectionEnd);
      this.text = text;
      this.draft.touch();
    }
  }

  private dropReply(): void {
    this.answering = null;
    this.draft.touch();
    this.saveDraft();
    this.focusField();
  }

  private setText(text: string): void {
    this.text = text;
    this.picks = [];
    this.draft.touch();
    this.found = [];
  }

  private focusField(): void {
    void this.updateComplete.then(() => {
      const field = this.field;
      if (field) {
        field.focus();
        field.setSelectionRange(field.value.length, field.value.length);
      }
    });
  }

  // Drafts

  private saveNow = (): void => {
    clearTimeout(this.saveTimer);
    if (this.hasUpdated) {
      this.saveDraft();
    }
  };

  private saveDraft(channel = this.channel, me = this.me): void {
    if (!channel) {
      return;
    }
    const draft = this.text.trim() !== "" || this.answering !== null;
    const content = draft ? { text: this.text, answering: this.answering, picks: this.picks } : null;
    if (this.draft.save(draftKey(me, channel), content)) {
      tell(this, "spaces-draft", { channel, draft });
    }
  }

  private restoreDraft(): void {
    const stored = this.draft.restore(draftKey(this.me, this.channel));
    this.text = typeof stored?.text === "string" ? stored.text : "";
    this.answering = stored?.answering ?? null;
    this.picks = Array.isArray(stored?.picks) ? stored.picks : [];
    this.found = [];
  }

  /** Another tab has changed the draft that this one shows untouched. */
  private onStorage = (event: StorageEvent): void => {
    if (event.key === draftKey(this.me, this.channel) && this.draft.pristine) {
      this.restoreDraft();
    }
  };
}

function draftKey(me: string, channel: string): string {
  return `spaces.draft.${me}.${channel}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "spaces-composer": SpacesComposer;
  }
}
