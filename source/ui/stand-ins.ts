/**
Short words that stand for whole rows on their way through a renderer. Ink takes every row of a picture apart into styled characters, which costs ten times what
drawing it does; a row that is one word costs next to nothing, and the row itself takes its place behind Ink.
*/
export interface StandIns {
	/** A word for the row at this place; another one than before when the row is another. */
	of(place: number, row: string): string;
	/** Text with every word replaced by the newest row of its place. */
	filled(text: string): string;
}

/**
Private-use characters: text from outside is rid of them, so that none of its own can be taken for a word. The first of a word is the one that changes, for
Ink sends what two words have in common at their beginning only once.
*/
const [placeBase, versionBase, versions] = [0xe000, 0xf000, 256];
const words = /[\uF000-\uF0FF]([\uE000-\uEFFF])/g;
const mostPlaces = versionBase - placeBase;

export function createStandIns(): StandIns {
	const rows: {text: string; version: number}[] = [];
	return {
		of(place, row) {
			if (place >= mostPlaces) return row; // no terminal is so high
			const known = rows[place];
			if (!known) rows[place] = {text: row, version: 0};
			else if (known.text !== row) {
				known.text = row;
				known.version = (known.version + 1) % versions;
			}
			return String.fromCharCode(versionBase + (rows[place]?.version ?? 0), placeBase + place);
		},
		filled: text => text.replace(words, (_, place: string) => rows[place.charCodeAt(0) - placeBase]?.text ?? ''),
	};
}
