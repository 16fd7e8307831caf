import {count, setting} from '../../draw/number.ts';
import {clean} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {ActiveComponents} from './graph-components.ts';
import type {ColourBy} from './graph-state.ts';

/** What the five levels are spread over, and how the legend says it. */
export interface Colouring {
	/** One value a node. */
	readonly values: ArrayLike<number>;
	readonly range: readonly [low: number, high: number];
	readonly label: string;
	readonly ends: readonly [low: string, high: string];
}

/** What a colouring is made from. */
export interface Colours {
	readonly facts: Frame['facts'];
	readonly field: Float32Array;
	degrees(): Int32Array;
	components(): ActiveComponents;
	/** How much each node changed lately, in units of the variable. */
	change(): Float32Array;
	readonly ascii: boolean;
}

/** Levels of change are powers of ten, the top one from a tenth of the shown range on. */
const decades = 5;

/** Degrees and sizes of components lie on a logarithmic scale, since a few of them are far above the rest. */
export function colouringOf(by: ColourBy, {facts, field, degrees, components, change, ascii}: Colours): Colouring {
	const {shown} = facts.variable;
	const name = clean(facts.variable.name, ascii);
	switch (by) {
		case 'value':
			return {values: field, range: shown, label: name, ends: [setting(shown[0]), setting(shown[1])]};
		case 'degree': {
			const all = degrees();
			const [least, most] = extremes(all);
			return logarithmic(all, least, most, 'edges at a node');
		}
		case 'component': {
			const {root, size} = components();
			return logarithmic(
				Int32Array.from(root, at => size[at]!),
				1,
				root.length,
				'nodes in a component',
			);
		}
		case 'change': {
			const span = Math.abs(shown[1] - shown[0]) || 1;
			const values = Float32Array.from(change(), at => Math.log10(Math.max(at / span, 1e-9)));
			const ends = [setting(span * 10 ** -decades), setting(span)] as const;
			return {values, range: [-decades, 0], label: `change of ${name}`, ends};
		}
	}
}

function logarithmic(sizes: Int32Array, least: number, most: number, label: string): Colouring {
	const low = Math.log1p(least);
	const high = Math.max(Math.log1p(most), low + 1e-3);
	return {
		values: Float32Array.from(sizes, Math.log1p),
		range: [low, high],
		label,
		ends: [count(least), count(most)],
	};
}

function extremes(values: Int32Array): [least: number, most: number] {
	let [least, most] = [values[0] ?? 0, values[0] ?? 0];
	for (const value of values) {
		if (value < least) least = value;
		if (value > most) most = value;
	}
	return [least, most];
}
