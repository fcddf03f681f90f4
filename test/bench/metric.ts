// Owns: what one measured figure is. Types only.

export interface Metric {
  readonly name: string;
  readonly what: string;
  /** One ratio a round. */
  readonly ratios: readonly number[];
  readonly pass: number;
  readonly stretch: number;
  /** Facts worth printing beside it. */
  readonly note?: string;
}
