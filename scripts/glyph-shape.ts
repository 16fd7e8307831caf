const dotOrder = [
	[0, 0],
	[0, 1],
	[0, 2],
	[1, 0],
	[1, 1],
	[1, 2],
	[0, 3],
	[1, 3],
] as const;

const corners: Readonly<Record<string, readonly [right: boolean, down: boolean]>> = {
	'╭': [true, true],
	'╮': [false, true],
	'╰': [true, false],
	'╯': [false, false],
};
const shades: Readonly<Record<string, number>> = {'░': 0.25, '▒': 0.5, '▓': 0.75};

/** Braille, block elements and frames as SVG shapes in a cell at (x, y); undefined for every other character. */
export function glyphShape(
	character: string,
	x: number,
	y: number,
	width: number,
	height: number,
	colour: string,
): string | undefined {
	const code = character.codePointAt(0) ?? 0;
	const rectangle = (left: number, top: number, wide: number, high: number, opacity = 1) =>
		`<rect x="${x + left}" y="${y + top}" width="${wide}" height="${high}" fill="${colour}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;
	if (code > 0x2800 && code <= 0x28ff) return braille(code - 0x2800, x, y, width, height, colour);
	if (code >= 0x2581 && code <= 0x2588) {
		const high = (height * (code - 0x2580)) / 8;
		return rectangle(0, height - high, width, high);
	}
	if (code >= 0x2589 && code <= 0x258f) return rectangle(0, 0, (width * (0x2590 - code)) / 8, height);
	const shade = shades[character];
	if (shade !== undefined) return rectangle(0, 0, width, height, shade);
	if (character === '─') return rectangle(0, height / 2 - 0.6, width, 1.2);
	if (character === '│') return rectangle(width / 2 - 0.6, 0, 1.2, height);
	const corner = corners[character];
	if (!corner) return undefined;
	const [endX, endY] = [x + (corner[0] ? width : 0), y + (corner[1] ? height : 0)];
	const [midX, midY] = [x + width / 2, y + height / 2];
	return `<path d="M${endX} ${midY} Q${midX} ${midY} ${midX} ${midY + (endY - midY) / 2} V${endY}" fill="none" stroke="${colour}" stroke-width="1.2"/>`;
}

function braille(bits: number, x: number, y: number, width: number, height: number, colour: string): string {
	const [stepX, stepY] = [width / 2, height / 4];
	return dotOrder
		.map(([column, row], bit) =>
			(bits >> bit) & 1
				? `<circle cx="${x + (column + 0.5) * stepX}" cy="${y + (row + 0.5) * stepY}" r="1.45" fill="${colour}"/>`
				: '',
		)
		.join('');
}
