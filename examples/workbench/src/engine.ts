// The engine as the page uses it: a question and a promise of its answer.
import type { FromWorker, ToWorker } from "./worker";

export interface Problem {
  where: string;
  what: string;
  remedy: string;
  line: number | null;
}

/** What could not be answered, in the library's own words. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly problems: Problem[],
  ) {
    super(message);
  }
}

/** The worker was stopped on purpose. */
export class Stopped extends Error {}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
  progress?: (children: number) => void;
}

export interface Listener {
  loading(done: number, words: string): void;
  ready(): void;
  fault(words: string): void;
}

const SILENT: Listener = { loading: () => undefined, ready: () => undefined, fault: () => undefined };

export class Engine {
  private worker!: Worker;
  private waiting = new Map<number, Waiting>();
  private number = 0;
  private loaded!: Promise<void>;

  constructor(private readonly listener: Listener = SILENT) {
    this.start();
  }

  private start(): void {
    this.worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    let ready: () => void;
    let failed: (error: Error) => void;
    this.loaded = new Promise((resolve, reject) => {
      ready = resolve;
      failed = reject;
    });
    this.loaded.catch(() => undefined);
    this.worker.onmessage = (event: MessageEvent<FromWorker>) => {
      const message = event.data;
      if (message.kind === "loading") this.listener.loading(message.done, message.words);
      else if (message.kind === "ready") {
        this.listener.ready();
        ready();
      } else if (message.kind === "progress") this.waiting.get(message.number)?.progress?.(message.children);
      else if (message.kind === "answer") this.settle(message.number, message.text);
      else {
        const words = `The engine met a fault (${message.words}). What you typed is still here; try again, or reload the page.`;
        if (message.number === null) {
          this.listener.fault(words);
          failed(new Error(words));
        } else this.take(message.number)?.reject(new Error(words));
      }
    };
    this.worker.onerror = () => {
      const words = "The engine stopped, perhaps for want of memory. What you typed is still here; it starts again now.";
      this.listener.fault(words);
      this.stop(new Error(words));
    };
    this.worker.postMessage({ kind: "load", base: document.baseURI } satisfies ToWorker);
  }

  private take(number: number): Waiting | undefined {
    const found = this.waiting.get(number);
    this.waiting.delete(number);
    return found;
  }

  private settle(number: number, text: string): void {
    const found = this.take(number);
    if (found === undefined) return;
    const record = JSON.parse(text) as { answer?: unknown; refused?: { message: string; problems: Problem[] } };
    if (record.refused !== undefined) found.reject(new Refused(record.refused.message, record.refused.problems));
    else found.resolve(record.answer);
  }

  /** Ask; `files` are those the question is about, and replace what was opened before. */
  async ask<Answer>(
    request: Record<string, unknown> & { ask: string },
    files: File[] = [],
    progress?: (children: number) => void,
  ): Promise<Answer> {
    await this.loaded;
    const number = ++this.number;
    const names = safeNames(files);
    const read = await Promise.all(files.map(async (file, place) => ({ name: names[place]!, bytes: await file.arrayBuffer() })));
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(number, { resolve: resolve as (answer: unknown) => void, reject, progress });
      const message: ToWorker = { kind: "ask", number, request: JSON.stringify(request), files: read };
      this.worker.postMessage(
        message,
        read.map((file) => file.bytes),
      );
    });
  }

  get busy(): boolean {
    return this.waiting.size > 0;
  }

  /** Stop what it does, and begin anew. */
  stop(reason: Error = new Stopped("Stopped.")): void {
    this.worker.terminate();
    for (const one of this.waiting.values()) one.reject(reason);
    this.waiting.clear();
    this.start();
  }
}

/** What the files are called where the engine keeps them: each has a name of its own, so that none takes the place of another. */
export function safeNames(files: File[]): string[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const name = safeName(file.name) || "file";
    let own = name;
    for (let number = 2; taken.has(own.toLowerCase()); number++) own = `${number}-${name}`;
    taken.add(own.toLowerCase());
    return own;
  });
}

const safeName = (name: string): string => name.replace(/[^\w.-]+/g, "_").replace(/^\.+/, "");
