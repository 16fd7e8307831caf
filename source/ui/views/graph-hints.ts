import {count, decimal} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {toWidth} from '../../draw/text.ts';
import {nodeName} from './graph-pick.ts';
import type {GraphContext} from './graph-view.ts';
import {titled} from './live-view.ts';

const hints: ReadonlyArray<readonly [keys: string, title: string]> = [
	['n p', 'pick a node in the window'],
	['g', 'go to a node by its name'],
	['+ -', 'look nearer, farther'],
	['v', 'what colours mean'],
];

/** The panel beside the map while nothing is picked: how to pick, and the nodes with the most edges. */
export function hintPanel(
	{view, theme, focus}: GraphContext,
	nodeNow: (node: number) => number,
	{width, height}: {readonly width: number; readonly height: number},
): readonly string[] {
	const {paint, glyphs} = theme;
	const {graph} = view.structure;
	const inner = width - 4;
	const degrees = view.structure.degrees();
	const columns = (name: string, edges: string, value: string) =>
		toWidth(name, inner - 16, 'left', glyphs.ellipsis) +
		toWidth(edges, 8, 'right', glyphs.ellipsis) +
		toWidth(value, 8, 'right', glyphs.ellipsis);
	const keys = hints.map(([key, title]) => `${paint.accent(key.padEnd(4))} ${title}`);
	const hubs = view.structure
		.hubs()
		.slice(0, Math.max(0, height - hints.length - 4))
		.map(node =>
			columns(nodeName(graph, node, glyphs.grade === 'ascii'), count(degrees[node] ?? 0), decimal(nodeNow(node))),
		);
	const rows = [...keys, '', paint.quiet(columns('most edges', 'edges', 'now')), ...hubs];
	return panel(rows, {title: titled('No node picked', focus === 1, theme), width, height, look: theme});
}
