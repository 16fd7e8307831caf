import {graphemes} from '../../draw/graphemes.ts';
import {widthOf} from '../../draw/text.ts';

/** A line in pieces of at most `width` cells, parted at spaces where there are any near the end; at most `most` pieces. */
export function wrap(text: string, width: number, most = 2000): readonly string[] {
	if (width < 2) return [text.slice(0, Math.max(0, width))];
	const pieces: string[] = [];
	let piece = '';
	let cells = 0;
	const end = () => {
		const space = piece.lastIndexOf(' ');
		const cut = space > 0.6 * piece.length ? space + 1 : piece.length;
		pieces.push(piece.slice(0, cut).trimEnd());
		piece = piece.slice(cut);
		cells = widthOf(piece);
	};
	for (const {segment} of graphemes.segment(text)) {
		const wide = widthOf(segment);
		if (cells + wide > width) end();
		if (pieces.length >= most) return pieces;
		piece += segment;
		cells += wide;
	}
	return piece === '' && pieces.length > 0 ? pieces : [...pieces, piece];
}
