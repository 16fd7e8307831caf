/** Powers of ten that float64 holds exactly: one multiplication or division by them rounds once. */
const tens = Float64Array.from({length: 23}, (_, i) => Number(`1e${i}`));

const [plus, minus, point, zero, nine, exponentMark] = [43, 45, 46, 48, 57, 101] as const;

/**
The decimal number written in bytes `start … end − 1`, rounded once as JavaScript's Number does; NaN when it is none, ±Infinity
for `inf`. Reads bytes in place: a string for every field of a large file would cost ten times as much.
*/
export function decimalAt(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	const sign = bytes[at] === minus ? -1 : 1;
	if (bytes[at] === plus || bytes[at] === minus) at++;
	let mantissa = 0;
	let digits = 0;
	let fraction = 0;
	let pointed = false;
	for (; at < end; at++) {
		const byte = bytes[at]!;
		if (byte === point && !pointed) {
			pointed = true;
			continue;
		}
		if (byte < zero || byte > nine) break;
		mantissa = mantissa * 10 + (byte - zero);
		digits++;
		if (pointed) fraction++;
	}
	if (digits > 0 && digits <= 15 && at === end) return sign * (mantissa / tens[fraction]!);
	return slow(bytes, start, end, digits > 0 && (at === end || (bytes[at]! | 0x20) === exponentMark));
}

/** Long numbers and exponents, and words for what is not finite. */
function slow(bytes: Uint8Array, start: number, end: number, numeric: boolean): number {
	const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 400)));
	if (numeric) return end - start > 400 ? Number.NaN : Number(text);
	if (/^\+?inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
	return /^-inf(inity)?$/i.test(text) ? Number.NEGATIVE_INFINITY : Number.NaN;
}
