/** What is used of fzf, whose own declarations name files without their extension. */
declare module 'fzf' {
	interface Found<Item> {
		readonly item: Item;
		readonly score: number;
	}
	type Tiebreaker<Item> = (a: Found<Item>, b: Found<Item>, selector: (item: Item) => string) => number;
	export const extendedMatch: unique symbol;
	export class Fzf<Item> {
		constructor(
			list: readonly Item[],
			options: {
				readonly selector: (item: Item) => string;
				readonly match: typeof extendedMatch;
				readonly casing: 'case-insensitive';
				readonly tiebreakers: ReadonlyArray<Tiebreaker<Item>>;
			},
		);
		find(query: string): ReadonlyArray<Found<Item>>;
	}
}
