/** A picture as a terminal draws it: red, green and blue of each pixel in percent; −1 where nothing was drawn. */
export interface Decoded {
	readonly width: number;
	readonly height: number;
	readonly pixels: Int16Array;
}

/** Draws a sixel sequence as a terminal does. Throws when it is none. */
export function decodeSixel(sequence: string): Decoded {
	const [, body] = /^\u001BP0;1q([^\u001B]*)\u001B\\$/.exec(sequence) ?? [];
	if (body === undefined) throw new Error('no sixel sequence');
	const [raster, wide, tall] = /^"1;1;(\d+);(\d+)/.exec(body) ?? [];
	if (raster === undefined) throw new Error('no raster attributes');
	const [width, height] = [Number(wide), Number(tall)];
	const pixels = new Int16Array(3 * width * height).fill(-1);
	const colours = new Map<number, readonly number[]>();
	let [column, top, colour] = [0, 0, 0];
	const tokens = body
		.slice(raster.length)
		.matchAll(/#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|(?:!(\d+))?([?-~])|(\$)|(-)|([\s\S])/g);
	for (const [, defined, red, green, blue, chosen, times = '1', sixel, back, down, unknown] of tokens) {
		if (unknown !== undefined) throw new Error(`"${unknown}" is no part of a sixel sequence`);
		if (defined !== undefined) colours.set(Number(defined), [red, green, blue].map(Number));
		else if (chosen !== undefined) colour = Number(chosen);
		else if (back !== undefined) column = 0;
		else if (down !== undefined) [column, top] = [0, top + 6];
		else if (sixel !== undefined)
			for (let i = 0; i < Number(times); i++, column++)
				for (let bit = 0; bit < 6; bit++) {
					if (!((sixel.charCodeAt(0) - 63) & (1 << bit))) continue;
					const paint = colours.get(colour);
					if (!paint || column >= width || top + bit >= height)
						throw new Error(`a dot at ${column}, ${top + bit} in ${colour}`);
					pixels.set(paint, 3 * ((top + bit) * width + column));
				}
	}
	return {width, height, pixels};
}
