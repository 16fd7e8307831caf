/** A picture in a few colours. */
export interface FewColours {
	/** Red, green and blue of each colour, 0 … 255. */
	readonly palette: Uint8Array;
	/** The colour of each pixel. */
	readonly index: Uint8Array;
}

/** Colours are told apart by the first five bits of each of their parts. */
const bits = 5;
const kinds = 2 ** (3 * bits);
const rest = 8 - bits;

interface Box {
	/** Kinds of colour in it, from here to before there, in the order of the list. */
	readonly from: number;
	readonly to: number;
	readonly pixels: number;
	/** The part that differs most, and by how much. */
	readonly widest: number;
	readonly range: number;
}

/** RGBA pixels, on black where they let it through, in at most `most` ≤ 256 colours: halves of the most different colours, as often as there is room (median cut). O(pixels). */
export function fewColours(pixels: Uint8Array, most: number): FewColours {
	const count = pixels.length / 4;
	const kindOf = new Uint16Array(count);
	const seen = new Uint32Array(kinds);
	const sums = new Float64Array(3 * kinds);
	for (let i = 0; i < count; i++) {
		const alpha = pixels[4 * i + 3]! / 255;
		const red = Math.round(pixels[4 * i]! * alpha);
		const green = Math.round(pixels[4 * i + 1]! * alpha);
		const blue = Math.round(pixels[4 * i + 2]! * alpha);
		const kind = ((red >> rest) << (2 * bits)) | ((green >> rest) << bits) | (blue >> rest);
		kindOf[i] = kind;
		seen[kind]!++;
		sums[3 * kind]! += red;
		sums[3 * kind + 1]! += green;
		sums[3 * kind + 2]! += blue;
	}
	const list = Uint16Array.from({length: kinds}, (_, kind) => kind).filter(kind => seen[kind]! > 0);
	const boxes = divided(list, seen, most);
	const palette = new Uint8Array(3 * boxes.length);
	const colourOf = new Uint8Array(kinds);
	for (const [colour, {from, to, pixels: many}] of boxes.entries()) {
		for (const kind of list.subarray(from, to)) colourOf[kind] = colour;
		for (let part = 0; part < 3; part++) {
			let sum = 0;
			for (const kind of list.subarray(from, to)) sum += sums[3 * kind + part]!;
			palette[3 * colour + part] = Math.round(sum / many);
		}
	}
	return {palette, index: Uint8Array.from(kindOf, kind => colourOf[kind]!)};
}

/** Divides the kinds of colour, whose order changes, into boxes. */
function divided(list: Uint16Array, seen: Uint32Array, most: number): readonly Box[] {
	const boxes = list.length === 0 ? [] : [boxOf(list, seen, 0, list.length)];
	while (boxes.length < most) {
		// What covers much of the picture and differs much is divided first.
		let at = -1;
		for (const [i, box] of boxes.entries())
			if (box.range > 0 && (at < 0 || weightOf(box) > weightOf(boxes[at]!))) at = i;
		const box = boxes[at];
		if (!box) break;
		const part = list.subarray(box.from, box.to);
		part.sort((a, b) => partOf(a, box.widest) - partOf(b, box.widest) || a - b);
		let [end, half] = [box.from, 0];
		while (end < box.to - 1 && (end === box.from || half < box.pixels / 2)) half += seen[list[end++]!]!;
		boxes.splice(at, 1, boxOf(list, seen, box.from, end), boxOf(list, seen, end, box.to));
	}
	return boxes;
}

const weightOf = ({range, pixels}: Box): number => range * Math.cbrt(pixels);

const partOf = (kind: number, part: number): number => (kind >> ((2 - part) * bits)) & (2 ** bits - 1);

function boxOf(list: Uint16Array, seen: Uint32Array, from: number, to: number): Box {
	let [pixels, widest, range] = [0, 0, 0];
	for (let part = 0; part < 3; part++) {
		let [low, high] = [Number.POSITIVE_INFINITY, 0];
		for (let at = from; at < to; at++) {
			const value = partOf(list[at]!, part);
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		if (high - low > range) [widest, range] = [part, high - low];
	}
	for (let at = from; at < to; at++) pixels += seen[list[at]!]!;
	return {from, to, pixels, widest, range};
}
