import type {GraphScene} from '../../draw/graph-scene.ts';
import {type Mark, signsOf} from '../../draw/graph-signs.ts';
import {count, percent} from '../../draw/number.ts';
import {clean} from '../../draw/text.ts';
import type {Theme} from '../theme.ts';
import type {Colouring} from './graph-colour.ts';
import type {GraphState} from './graph-state.ts';
import type {GraphContext} from './graph-view.ts';
import {type Segment, segmentLine} from './segments.ts';

/** What the colours or shapes mean: `W 0 ●●●●● 0.6`. */
export function legend({label, ends: [low, high]}: Colouring, scene: GraphScene, theme: Theme): string {
	const {node} = signsOf(theme, scene.apart);
	const swatch = theme.paint.levels.map((level, at) => level(node?.[at] ?? '⣿')).join('');
	return `${theme.paint.quiet(label)} ${low} ${swatch} ${high}`;
}

/** What is in the window, what is left out of it, and what the signs mean; or news. */
export function footOf(
	{shown: inWindow, edgeShare, total, apart}: GraphScene,
	state: GraphState,
	marks: ReadonlyMap<number, Mark>,
	rays: number | undefined,
	{view, theme, notice}: GraphContext,
	width: number,
): string {
	const {paint, glyphs} = theme;
	if (notice !== undefined) return paint.warn(clean(notice, glyphs.grade === 'ascii'));
	const signs = signsOf(theme, apart);
	const shown = inWindow === total ? `${count(total)} nodes` : `${count(inWindow)} of ${count(total)} nodes`;
	const edges =
		state.edges === 'none' || edgeShare === 0 ? 'no edges' : edgeShare < 1 ? `${percent(edgeShare)} of edges` : '';
	const active = state.edges === 'active' || (state.edges === 'all' && !signs.resting) ? 'active ones only' : '';
	const all = state.picked === undefined ? 0 : view.structure.joinedTo(state.picked);
	const strongest = rays !== undefined && rays < all ? `${rays} of ${all} lines` : '';
	const kinds = (['marked', 'clamped', 'silenced'] as const).filter(kind => [...marks.values()].includes(kind));
	const said: readonly Segment[] = [
		{text: shown, rank: 1},
		...(edges === '' ? [] : [{text: edges, rank: 3}]),
		...(active === '' || edges === 'no edges' ? [] : [{text: active, rank: 4}]),
		...(strongest === '' ? [] : [{text: strongest, rank: 5}]),
		...kinds.map(kind => ({text: `${signs.mark[kind]} ${kind}`, rank: 2})),
	];
	return paint.quiet(segmentLine(said, [], width + 2, glyphs.ellipsis).trim());
}
