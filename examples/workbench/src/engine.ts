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
  /** Nothing more will be loaded. */
  whole(): void;
  fault(words: string): void;
}

/** Why the part that calculates stopped, by the kind of the fault; any other kind is told by its name. */
const WHY: Record<string, string> = {
  "": "perhaps for want of memory",
  FetchError: "a file of the page could not be fetched",
  MemoryError: "it ran out of memory",
  RangeError: "it ran out of memory",
  TooDeep: "what it was given is nested too deeply",
};
const SILENT: Listener = { loading: () => undefined, ready: () => undefined, whole: () => undefined, fault: () => undefined };

export class Engine {
  private worker!: Worker;
  private waiting = new Map<number, Waiting>();
  private number = 0;
  /** Whether it has begun, so that what is asked is answered at once. */
  isLoaded = false;
  private loaded!: Promise<void>;
  private failed!: (error: Error) => void;

  constructor(
    private readonly name: string,
    private readonly listener: Listener = SILENT,
  ) {
    this.start();
  }

  private start(): void {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: this.name });
    this.worker = worker;
    this.isLoaded = false;
    this.listener.loading(0, "Starting …");
    let ready: () => void;
    this.loaded = new Promise((resolve, reject) => {
      ready = resolve;
      this.failed = reject;
    });
    this.loaded.catch(() => undefined);
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      const message = event.data;
      if (message.kind === "loading") this.listener.loading(message.done, message.words);
      else if (message.kind === "ready") {
        this.isLoaded = true;
        this.listener.ready();
        ready();
      } else if (message.kind === "whole") this.listener.whole();
      else if (message.kind === "progress") this.waiting.get(message.number)?.progress?.(message.children);
      else if (message.kind === "answer") this.settle(message.number, message.text);
      else this.died(message.words);
    };
    worker.onerror = () => this.died("");
    worker.postMessage({ kind: "load", base: document.baseURI } satisfies ToWorker);
  }

  /** After a fault nothing that it holds is to be trusted, so it begins anew; but not for ever, where it cannot even begin. */
  private died(kind: string): void {
    const why = WHY[kind] ?? kind;
    if (this.isLoaded) {
      const words = `The part of the page that calculates stopped (${why}). What you typed is still here. It starts again now; then try again, with a smaller file if you opened one.`;
      this.listener.fault(words);
      this.stop(new Error(words));
    } else {
      const words = `The part of the page that calculates could not be started (${why}). What you typed is still here. Reload the page to try again.`;
      this.worker.terminate();
      this.listener.fault(words);
      this.failed(new Error(words));
    }
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
    this.failed(reason); // for those that wait until it is loaded; of no effect once it is
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
