// Owns: cutting a JSON array that arrives in pieces into its elements' raw bytes, without parsing the document.
// Must not: judge an element; a broken one is handed out like any other.
import { CodedError } from '../../../src-shared/contract/errors.ts';

export interface JsonArraySplitterOptions {
  /** Gets each element's bytes without surrounding white space, valid during the call. */
  readonly onElement: (raw: Uint8Array) => void | Promise<void>;
  readonly maxElementBytes: number;
}

/** Between the pieces of the array. */
const START = 0;
const FIRST_OR_END = 1;
const VALUE = 2;
const IN_SCALAR = 3;
const IN_STRING_ELEMENT = 4;
const IN_NEST = 5;
const COMMA_OR_END = 6;
const DONE = 7;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * A push machine over bytes. `push` answers a promise only while `onElement` does. Throws CodedError:
 * ANSWER_UNEXPECTED (JSON, but no array), ANSWER_NOT_JSON (no framing), ANSWER_TOO_LARGE (one element).
 */
export class JsonArraySplitter {
  readonly #options: JsonArraySplitterOptions;
  #state = START;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #chunk: Uint8Array = new Uint8Array();
  #at = 0;
  /** Beginning of the open element in this chunk; -1 when none is open. */
  #from = -1;
  #carried: Uint8Array[] = [];
  #carriedBytes = 0;
  #count = 0;

  constructor(options: JsonArraySplitterOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#count;
  }

  push(chunk: Uint8Array): void | Promise<void> {
    this.#chunk = chunk;
    this.#at = 0;
    return this.#run();
  }

  /** Call after the last piece. Throws ANSWER_TRUNCATED when the array is not closed. */
  end(): void {
    if (this.#state !== DONE) throw new CodedError('ANSWER_TRUNCATED', 'The list ends too early');
  }

  #run(): void | Promise<void> {
    for (let raw = this.#scan(); raw !== null; raw = this.#scan()) {
      this.#count += 1;
      const pending = this.#options.onElement(raw);
      if (pending !== undefined) return pending.then(() => this.#run());
    }
    this.#carry();
  }

  /** Goes on to the end of the next element; null when the chunk is used up. */
  #scan(): Uint8Array | null {
    const chunk = this.#chunk;
    while (this.#at < chunk.length) {
      if (this.#state === IN_NEST || this.#state === IN_STRING_ELEMENT) {
        if (this.#scanNest()) return this.#cut(COMMA_OR_END);
        continue;
      }
      const byte = chunk[this.#at] as number;
      const isSpace = byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
      if (this.#state === IN_SCALAR) {
        if (isSpace || byte === COMMA || byte === CLOSE_ARRAY) return this.#cut(COMMA_OR_END);
        this.#at += 1;
        continue;
      }
      if (!isSpace) this.#step(byte);
      else this.#at += 1;
    }
    return null;
  }

  /** Handles one byte between elements. */
  #step(byte: number): void {
    switch (this.#state) {
      case START:
        this.#stepAtStart(byte);
        return;
      case COMMA_OR_END:
        if (byte !== COMMA && byte !== CLOSE_ARRAY) throw refuseFraming();
        this.#state = byte === COMMA ? VALUE : DONE;
        this.#at += 1;
        return;
      case FIRST_OR_END:
      case VALUE:
        if (byte === CLOSE_ARRAY && this.#state === FIRST_OR_END) {
          this.#state = DONE;
          this.#at += 1;
          return;
        }
        if (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) throw refuseFraming();
        this.#open(byte);
        return;
      default:
        throw refuseFraming();
    }
  }

  #stepAtStart(byte: number): void {
    // A byte order mark is no part of JSON, yet some servers send one.
    if (byte !== 0xef && byte !== 0xbb && byte !== 0xbf && byte !== OPEN_ARRAY) {
      const isOtherJson = byte === OPEN_OBJECT || byte === QUOTE;
      throw isOtherJson ? new CodedError('ANSWER_UNEXPECTED', 'No list') : refuseFraming();
    }
    if (byte === OPEN_ARRAY) this.#state = FIRST_OR_END;
    this.#at += 1;
  }

  #open(byte: number): void {
    this.#from = this.#at;
    this.#depth = 0;
    this.#isInString = false;
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#state = IN_NEST;
    else this.#state = byte === QUOTE ? IN_STRING_ELEMENT : IN_SCALAR;
  }

  /** Runs through nested text; true when the element is closed. The hot loop: about a nanosecond a byte. */
  #scanNest(): boolean {
    const chunk = this.#chunk;
    const length = chunk.length;
    let at = this.#at;
    let depth = this.#depth;
    let isClosed = false;
    if (this.#isEscaped && at < length) {
      this.#isEscaped = false;
      at += 1;
    }
    let isInString = this.#isInString;
    while (at < length) {
      const byte = chunk[at] as number;
      at += 1;
      if (isInString) {
        if (byte === BACKSLASH) {
          if (at === length) this.#isEscaped = true;
          else at += 1;
        } else if (byte === QUOTE) {
          isInString = false;
          if (depth === 0) isClosed = true;
        }
      } else if (byte === QUOTE) isInString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth += 1;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        depth -= 1;
        if (depth === 0) isClosed = true;
      }
      if (isClosed) break;
    }
    this.#at = at;
    this.#depth = depth;
    this.#isInString = isInString;
    return isClosed;
  }

  #cut(next: number): Uint8Array {
    this.#state = next;
    const tail = this.#chunk.subarray(this.#from, this.#at);
    this.#from = -1;
    this.#assertSize(tail.length);
    if (this.#carried.length === 0) return tail;
    const raw = Buffer.concat([...this.#carried, tail]);
    this.#carried = [];
    this.#carriedBytes = 0;
    return raw;
  }

  /** Keeps the beginning of an element that goes on in the next chunk. */
  #carry(): void {
    if (this.#from < 0) return;
    const part = this.#chunk.subarray(this.#from);
    this.#assertSize(part.length);
    this.#carried.push(part);
    this.#carriedBytes += part.length;
    this.#from = 0;
  }

  #assertSize(moreBytes: number): void {
    if (this.#carriedBytes + moreBytes <= this.#options.maxElementBytes) return;
    throw new CodedError('ANSWER_TOO_LARGE', 'One element of the list is too large');
  }
}

function refuseFraming(): CodedError {
  return new CodedError('ANSWER_NOT_JSON', 'The list is not framed as a JSON array');
}
