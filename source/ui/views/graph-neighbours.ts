import {count, decimal, setting} from '../../draw/number.ts';
import {toWidth} from '../../draw/text.ts';
import type {Theme} from '../theme.ts';
import {nodeName} from './graph-pick.ts';
import type {GraphState} from './graph-state.ts';
import type {Neighbour} from './graph-structure.ts';
import type {GraphContext} from './graph-view.ts';

const weightWidth = 7;
const valueWidth = 7;

/** The neighbours of the picked node in `rows` rows of `inner` cells, two rows of titles first, `before` rows below the border: name, weights in and out, the variable now. */
export function neighbourRows(
	state: GraphState,
	picked: number,
	{view, theme}: GraphContext,
	nodeNow: (node: number) => number,
	inner: number,
	rows: number,
	before: number,
): readonly string[] {
	const {graph} = view.structure;
	view.listed = undefined;
	const near = view.structure.neighboursOf(picked);
	const room = rows - 2;
	if (room < 1) return [];
	if (!view.structure.knows(picked)) return [];
	if (near.length === 0) return [theme.paint.quiet('no neighbours')];
	const chosen = state.neighbour;
	const first = Math.max(0, Math.min((chosen ?? 0) - Math.floor(room / 2), near.length - room));
	const part = near.slice(first, first + room);
	const said = near.length > room ? `${count(first + 1)}-${count(first + part.length)} of ` : '';
	const all = view.structure.joinedTo(picked);
	view.listed = {row: before + 3, first, count: part.length};
	const title = theme.paint.quiet(`${said}${count(all)} neighbour${all === 1 ? '' : 's'}`);
	const head = theme.paint.quiet(columns('  name', graph.directed ? ['in', 'out'] : ['weight'], 'now', inner, theme));
	const ascii = theme.glyphs.grade === 'ascii';
	const list = part.map((neighbour, at) => {
		const here = first + at === chosen;
		const row = columns(
			`${here ? '>' : ' '} ${nodeName(graph, neighbour.node, ascii)}`,
			weightsOf(neighbour, graph.directed),
			decimal(nodeNow(neighbour.node)),
			inner,
			theme,
		);
		return here ? theme.paint.title(row) : row;
	});
	return [title, head, ...list];
}

function weightsOf({incoming, outgoing}: Neighbour, directed: boolean): readonly string[] {
	const text = (weight: number | undefined) => (weight === undefined ? '-' : setting(weight));
	return directed ? [text(incoming), text(outgoing)] : [text(incoming)];
}

function columns(name: string, weights: readonly string[], value: string, inner: number, {glyphs}: Theme): string {
	const right = [
		...weights.map(weight => toWidth(weight, weightWidth, 'right', glyphs.ellipsis)),
		toWidth(value, valueWidth, 'right', glyphs.ellipsis),
	].join('');
	return toWidth(name, inner - right.length, 'left', glyphs.ellipsis) + right;
}
