import type {Look} from './style.ts';

/** What stands at a node beside its level. */
export type Mark = 'marked' | 'clamped' | 'silenced';

/** The characters of a large picture of a graph on one kind of terminal. */
export interface GraphSigns {
	/** A node at each of the five levels. Undefined: as braille dots. */
	readonly node: readonly string[] | undefined;
	readonly mark: Readonly<Record<Mark, string>>;
	/** A line by how it runs: flat, steep, rising, falling. Undefined: as braille dots. */
	readonly line: readonly string[] | undefined;
	/** Whether edges at rest can be told from active ones. */
	readonly resting: boolean;
}

const marks = {marked: '◆', clamped: '■', silenced: '□'};
const asciiMarks = {marked: 'M', clamped: 'C', silenced: 'S'};
const asciiLevels = [...'.:oO@'];
const filling = [...'○◔◑◕●'];
const same = Array<string>(5).fill('●');

/** The signs of a terminal, for nodes that stand apart or do not. Without colour, the shape of a node says its level. */
export function signsOf({colour, glyphs}: Pick<Look, 'colour' | 'glyphs'>, apart: boolean): GraphSigns {
	if (glyphs.grade === 'ascii') return {node: asciiLevels, mark: asciiMarks, line: [...'-|/\\'], resting: colour > 0};
	const dotted = glyphs.grade === 'braille';
	const crowded = dotted && colour > 0 ? undefined : glyphs.shades;
	return {
		node: apart ? (colour > 0 ? same : filling) : crowded,
		mark: marks,
		line: dotted ? undefined : [...'─│╱╲'],
		resting: colour > 0 || dotted,
	};
}
