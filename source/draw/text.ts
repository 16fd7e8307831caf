import stringWidth from 'string-width';
import {graphemes, isSingleCells} from './graphemes.ts';

const sgr = /\u001B\[[\d;]*m/g;
const sequences =
	/\u001B(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[ -/]*[0-~]?)|\u009B[0-?]*[ -/]*[@-~]/g;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}\p{Private_Use}]/gu;
/** Characters that join the next one into one cluster (Unicode: Prepend), so that a text would change its width by what follows. */
const joining =
	/[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u0D4E\u{110BD}\u{110CD}\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}]/gu;
const piledMarks = /(\p{M}{2})\p{M}+/gu;
const asciiSigns: Readonly<Record<string, string>> = {
	'−': '-',
	'→': '->',
	'…': '...',
	'×': 'x',
	'·': '-',
	'–': '-',
	'—': '-',
};
const printableAscii = /^[ -~]*$/;

/**
Text from outside made safe to draw on one row: escape sequences, control, bidirectional and invisible characters are taken
out, line breaks and tabs become a space. With `ascii`, the signs of our own messages are spelt and every other character becomes `?`.
*/
export function clean(text: string, ascii = false): string {
	const visible = printableAscii.test(text)
		? text
		: text
				.replace(sequences, '')
				.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
				.replace(/\p{Control}/gu, '')
				.replace(invisible, '')
				.replace(joining, '')
				.replace(piledMarks, '$1');
	return ascii ? visible.replace(/[−→…×·–—]/g, sign => asciiSigns[sign] ?? '?').replace(/[^ -~]/gu, '?') : visible;
}

/** Cells that `text` takes on a terminal; SGR sequences take none, wide characters two. */
export function widthOf(text: string): number {
	const plain = text.includes('\u001B') ? text.replace(sgr, '') : text;
	return isSingleCells(plain) ? plain.length : stringWidth(plain);
}

/** `text` cut to `width` cells with `mark` at the cut. SGR sequences after the cut stay, so that every style is closed. */
export function truncate(text: string, width: number, mark = '…'): string {
	if (width <= 0) return '';
	if (widthOf(text) <= width) return text;
	const room = width - widthOf(mark);
	if (room < 0) return mark.slice(0, width);
	let used = 0;
	let cut = false;
	let kept = '';
	for (const part of text.split(/(\u001B\[[\d;]*m)/)) {
		if (part.startsWith('\u001B')) {
			kept += part;
			continue;
		}
		if (cut) continue;
		for (const {segment} of graphemes.segment(part)) {
			const cells = widthOf(segment);
			if (used + cells > room) {
				kept += mark;
				cut = true;
				break;
			}
			kept += segment;
			used += cells;
		}
	}
	return kept;
}

/** `text` cut or filled with spaces to exactly `width` cells. */
export function toWidth(text: string, width: number, align: 'left' | 'right' = 'left', mark = '…'): string {
	const cut = truncate(text, width, mark);
	const space = ' '.repeat(Math.max(0, width - widthOf(cut)));
	return align === 'left' ? cut + space : space + cut;
}
