import type {Steps} from './pauses.ts';

const mostCodePoint = 0x10ffff;
/** Characters that are gone through between two pauses. */
const textStep = 2 ** 20;

/** Code points of a text, at least one: numpy has no text of width 0. */
export function* utf32(text: string): Steps<Uint8Array> {
	const points = new Uint32Array(Math.max(1, text.length)); // one a UTF-16 unit, which is enough
	let length = 0;
	for (let at = 0; at < text.length; length++) {
		const point = text.codePointAt(at) ?? 0;
		points[length] = point;
		at += point > 0xffff ? 2 : 1;
		if (length % textStep === textStep - 1) yield;
	}
	return new Uint8Array(points.buffer, 0, 4 * Math.max(1, length));
}

/** The text without the zeros that fill it up; undefined when a number is no code point. */
export function fromUtf32(points: Uint32Array): string | undefined {
	const end = points.findLastIndex(point => point !== 0) + 1;
	const units = new Uint16Array(2 * end);
	let length = 0;
	for (let at = 0; at < end; at++) {
		const point = points[at]!;
		if (point > mostCodePoint) return undefined;
		if (point > 0xffff) units[length++] = 0xd7c0 + (point >> 10);
		units[length++] = point > 0xffff ? 0xdc00 + (point & 0x3ff) : point;
	}
	return Buffer.from(units.buffer, 0, 2 * length).toString('utf16le');
}
