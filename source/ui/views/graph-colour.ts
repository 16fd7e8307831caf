import {count, setting} from '../../draw/number.ts';
import {clean} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {ActiveComponents} from './graph-components.ts';
import type {ColourBy} from './graph-state.ts';

/** What the five levels are spread over, and how the legend says it. */
export interface Colouring {
	/** One value a node, or one a cell where the field is of cells. */
	readonly values: ArrayLike<number>;
	readonly range: readonly [low: number, high: number];
	readonly label: string;
	readonly ends: readonly [low: string, high: string];
}

/** What a colouring is made from. */
export interface Colours {
	readonly facts: Frame['facts'];
	readonly field: Float32Array;
	/** Edges at each node or cell, and the least and the most at a node. */
	degrees(): {readonly values: ArrayLike<number>; readonly range: readonly [least: number, most: number]};
	/** Undefined where the screen does not hold the graph. */
	components(): ActiveComponents | undefined;
	/** How much each node changed lately, in units of the variable. */
	change(): Float32Array;
	readonly ascii: boolean;
	/** Keeps what is dear to make for as long as all of `from` is the same. */
	keep(from: readonly unknown[], make: () => Float32Array): Float32Array;
}

/** Levels of change are powers of ten, the top one from a tenth of the shown range on. */
const decades = 5;

/** Degrees and sizes of components lie on a logarithmic scale, since a few of them are far above the rest. */
export function colouringOf(by: ColourBy, colours: Colours): Colouring {
	const {facts, field, degrees, components, change, ascii, keep} = colours;
	const {shown} = facts.variable;
	const name = clean(facts.variable.name, ascii);
	switch (by) {
		case 'value':
			return {values: field, range: shown, label: name, ends: [setting(shown[0]), setting(shown[1])]};
		case 'degree': {
			const {values: all, range} = degrees();
			const values = keep([all], () => mapped(all.length, i => Math.log1p(all[i]!)));
			return {values, ...logarithmic(...range), label: 'edges at a node'};
		}
		case 'component': {
			const found = components();
			if (!found)
				return {values: new Float32Array(field.length), ...logarithmic(1, 1), label: 'component: unknown here'};
			const {root, size} = found;
			const values = keep([root, size], () => mapped(root.length, i => Math.log1p(size[root[i]!]!)));
			return {values, ...logarithmic(1, root.length), label: 'nodes in a component'};
		}
		case 'change': {
			const span = Math.abs(shown[1] - shown[0]) || 1;
			const changed = change();
			const values = mapped(changed.length, i => Math.log10(Math.max(changed[i]! / span, 1e-9)));
			const ends = [setting(span * 10 ** -decades), setting(span)] as const;
			return {values, range: [-decades, 0], label: `change of ${name}`, ends};
		}
	}
}

function mapped(n: number, of: (i: number) => number): Float32Array {
	const values = new Float32Array(n);
	for (let i = 0; i < n; i++) values[i] = of(i);
	return values;
}

function logarithmic(least: number, most: number): Pick<Colouring, 'range' | 'ends'> {
	const low = Math.log1p(least);
	return {range: [low, Math.max(Math.log1p(most), low + 1e-3)], ends: [count(least), count(most)]};
}

/** The least and the most of some numbers. */
export function extremes(values: ArrayLike<number>): [least: number, most: number] {
	let [least, most] = [values[0] ?? 0, values[0] ?? 0];
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (value < least) least = value;
		if (value > most) most = value;
	}
	return [least, most];
}
