/** Letters of Latin, and all that our own drawing is made of: one cell and one code unit each. */
const singleCells = /^[ -~·×À-ɏ→…−─-◼⠀-⣿]*$/;
/** The same and what ends or begins an escape sequence: none of them joins another to one cluster. */
const singleUnits = /^[\u001B -~·×À-ɏ→…−─-◼⠀-⣿]*$/;

/** A cluster of characters, and where it begins in its text, in code units. */
export interface Grapheme {
	readonly segment: string;
	readonly index: number;
}

/** Whether each code unit of `text` takes one cell of a terminal. */
export const isSingleCells = (text: string): boolean => singleCells.test(text);

let segmenter: Intl.Segmenter | undefined;

/**
The clusters of characters of a text, as `Intl.Segmenter` tells them. It is not asked where each code unit is one: loading its data takes longer than
the first frame may.
*/
export const graphemes = {
	segment(text: string): Iterable<Grapheme> {
		if (singleUnits.test(text)) return Array.from(text, (segment, index) => ({segment, index}));
		segmenter ??= new Intl.Segmenter();
		return segmenter.segment(text);
	},
};
