import {fewColours} from './few-colours.ts';
import type {Size} from './inline-picture.ts';

/** Colours that terminals have for a picture at least. */
const mostColours = 256;

/**
RGBA pixels, row by row, as a terminal with sixels takes them (DEC STD 070, chapter 9): bands of six rows, in each of them one row of characters a colour,
runs of the same one counted.
*/
export function sixelPicture(pixels: Uint8Array, {width, height}: Size): string {
	const {palette, index} = fewColours(pixels, mostColours);
	const percent = (value = 0) => Math.round((value * 100) / 255);
	let out = `\u001BP0;1q"1;1;${width};${height}`;
	for (let colour = 0; 3 * colour < palette.length; colour++) {
		const [red, green, blue] = palette.subarray(3 * colour, 3 * colour + 3);
		out += `#${colour};2;${percent(red)};${percent(green)};${percent(blue)}`;
	}
	for (let top = 0; top < height; top += 6) {
		const rows = Math.min(6, height - top);
		const band = index.subarray(top * width, (top + rows) * width);
		out += `${bandOf(band, width, rows)}-`;
	}
	return `${out}\u001B\\`;
}

/** One band: every colour in it, each from the left again. */
function bandOf(band: Uint8Array, width: number, rows: number): string {
	const masks = new Map<number, Uint8Array>();
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < width; column++) {
			const colour = band[row * width + column]!;
			const mask = masks.get(colour) ?? new Uint8Array(width);
			masks.set(colour, mask);
			mask[column]! |= 1 << row;
		}
	return [...masks].map(([colour, mask]) => `#${colour}${counted(mask)}`).join('$');
}

/** Characters of six dots each; four of the same and more are counted. What is empty at the end is left out. */
function counted(mask: Uint8Array): string {
	let end = mask.length;
	while (end > 0 && mask[end - 1] === 0) end--;
	let out = '';
	for (let at = 0; at < end; ) {
		let next = at + 1;
		while (next < end && mask[next] === mask[at]) next++;
		const character = String.fromCharCode(63 + mask[at]!);
		out += next - at > 3 ? `!${next - at}${character}` : character.repeat(next - at);
		at = next;
	}
	return out;
}
