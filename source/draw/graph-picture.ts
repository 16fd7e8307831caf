import {dottedGlyph} from './braille-map.ts';
import {type GraphCells, layers} from './graph-cells.ts';
import {cellOfNode, type Label} from './graph-labels.ts';
import type {LinePlan} from './graph-lines.ts';
import type {GraphScene} from './graph-scene.ts';
import {type Mark, signsOf} from './graph-signs.ts';
import type {Look, Paint} from './style.ts';

/** What a picture shows beside nodes and edges. */
export interface PictureOptions {
	readonly look: Look;
	readonly marks: ReadonlyMap<number, Mark>;
	/** Stands between brackets. */
	readonly picked?: number;
	/** Lines of the picked node, over all other lines. */
	readonly star?: LinePlan;
	/** The one of them that is chosen, over them. */
	readonly ray?: LinePlan;
	readonly labels: readonly Label[];
}

/** What stands in a cell instead of what the graph has there. */
interface Over {
	readonly text: string;
	readonly width: number;
	readonly paint: Paint | undefined;
}

const plain: Paint = text => text;
const braille = Array.from({length: 256}, (_, bits) => (bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits)));

/** A scene as `height` rows of `width` cells. */
export function drawScene(scene: GraphScene, cells: GraphCells, options: PictureOptions): readonly string[] {
	const over = overlays(scene, cells, options);
	const cellText = cellDrawer(scene, cells, options.look);
	return Array.from({length: scene.height}, (_, row) => drawRow(row, scene.width, over, cellText));
}

/** Neighbours of one style share its codes; spaces belong to any. */
function drawRow(
	row: number,
	width: number,
	over: ReadonlyMap<number, Over>,
	cellText: (cell: number) => Over,
): string {
	let drawn = '';
	let run = '';
	let spaces = 0;
	let paint: Paint | undefined;
	for (let column = 0; column < width; ) {
		const here = over.get(row * width + column) ?? cellText(row * width + column);
		column += here.width;
		if (here.text === ' ') {
			spaces++;
			continue;
		}
		if (here.paint !== paint || run === '') {
			drawn += run === '' ? '' : (paint ?? plain)(run);
			drawn += ' '.repeat(spaces);
			[run, paint] = ['', here.paint];
		} else run += ' '.repeat(spaces);
		spaces = 0;
		run += here.text;
	}
	return drawn + (run === '' ? '' : (paint ?? plain)(run)) + ' '.repeat(spaces);
}

/** What the nodes and edges of a cell look like. */
function cellDrawer(
	{apart, filling}: GraphScene,
	{layer, level, dots, slope}: GraphCells,
	look: Look,
): (cell: number) => Over {
	const {paint} = look;
	const {node, line, resting} = signsOf(look, apart);
	return cell => {
		switch (layer[cell]) {
			case layers.node:
				return one(node?.[level[cell]!] ?? dottedGlyph(dots[cell]!, filling[cell]!), paint.levels[level[cell]!]);
			case layers.active:
				return one(line?.[slope[cell]!] ?? braille[dots[cell]!] ?? ' ', paint.levels[level[cell]!]);
			case layers.resting:
				return resting ? one(line?.[slope[cell]!] ?? braille[dots[cell]!] ?? ' ', paint.faint) : blank;
			default:
				return blank;
		}
	};
}

const one = (text: string, paint: Paint | undefined): Over => ({text, width: 1, paint});
const blank = one(' ', undefined);

/** The picked node's lines, names, signs of nodes and brackets, the later over the earlier. */
function overlays(scene: GraphScene, {layer, level}: GraphCells, options: PictureOptions): ReadonlyMap<number, Over> {
	const {look, marks, picked, star, ray, labels} = options;
	const {paint, glyphs} = look;
	const signs = signsOf(look, scene.apart);
	const over = new Map<number, Over>();
	if (star) drawStar(star, signs.line, layer, paint.accent, over);
	if (ray) drawStar(ray, signs.line, layer, paint.warn, over);
	const styles = {picked: paint.title, chosen: paint.warn, near: paint.accent, other: paint.quiet};
	for (const {cell, text, width, style} of labels) {
		for (const beside of [cell - 1, cell + width]) {
			const inRow = Math.floor(beside / scene.width) === Math.floor(cell / scene.width);
			if (inRow && layer[beside] !== layers.node) over.set(beside, blank); // no line runs into a name
		}
		over.set(cell, {text, width, paint: styles[style]});
	}
	for (const [node, mark] of marks) {
		const cell = cellOfNode(scene, node);
		if (cell >= 0) over.set(cell, one(signs.mark[mark], look.colour > 0 ? paint.levels[level[cell]!] : undefined));
	}
	const cell = picked === undefined ? -1 : cellOfNode(scene, picked);
	if (cell < 0) return over;
	const column = cell % scene.width;
	if (column > 0) over.set(cell - 1, one('[', paint.warn));
	if (column + 1 < scene.width) over.set(cell + 1, one(']', paint.warn));
	// Among many nodes in few dots a single one is not seen, so it gets a sign there as well
	if (!scene.apart && !marks.has(picked ?? -1))
		over.set(cell, one(glyphs.bullet, look.colour > 0 ? paint.levels[level[cell]!] : undefined));
	return over;
}

function drawStar(
	{start, cell, dots, slope}: LinePlan,
	line: readonly string[] | undefined,
	layer: Uint8Array,
	paint: Paint,
	over: Map<number, Over>,
): void {
	const bits = new Map<number, number>();
	for (let e = 0; e < slope.length; e++) {
		for (let part = start[e]!; part < start[e + 1]!; part++) {
			const at = cell[part]!;
			if (layer[at] === layers.node) continue;
			const here = (bits.get(at) ?? 0) | dots[part]!;
			bits.set(at, here);
			over.set(at, one(line?.[slope[e]!] ?? braille[here] ?? ' ', paint));
		}
	}
}
