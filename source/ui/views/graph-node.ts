import {count, decimal, setting} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {sparkline} from '../../draw/sparkline.ts';
import {clean, toWidth, widthOf} from '../../draw/text.ts';
import type {Frame, Settings} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {componentOf} from './graph-components.ts';
import {neighbourRows} from './graph-neighbours.ts';
import {nodeName} from './graph-pick.ts';
import type {GraphState} from './graph-state.ts';
import {inPairs, mostTraced} from './graph-trace.ts';
import type {GraphContext} from './graph-view.ts';
import {titled} from './live-view.ts';
import {nodeValue} from './node-value.ts';

/** The panel of the picked node. */
export function nodePanel(
	frame: Frame,
	state: GraphState,
	picked: number,
	context: GraphContext,
	{width, height}: {readonly width: number; readonly height: number},
): readonly string[] {
	const {theme, view} = context;
	const inner = width - 4;
	const room = height - 2;
	const place = placeTexts(frame, picked, context);
	const facts = [
		...tracedRows(frame, state, picked, inner, room >= 14 ? 2 : 1, theme),
		...packed([place.edges, place.strength, place.component, place.held], inner),
	];
	const list = neighbourRows(
		state,
		picked,
		context,
		node => nodeValue(frame, node),
		inner,
		room - facts.length,
		facts.length,
	);
	const name = nodeName(view.structure.graph, picked, theme.glyphs.grade === 'ascii');
	const called = view.structure.graph.names ? name : `Node ${name}`;
	return panel([...facts, ...list], {
		title: titled(called, context.focus === 1, theme),
		...(view.structure.graph.names ? {note: `node ${picked}`} : {}),
		width,
		height,
		look: theme,
	});
}

/** The most important of the picked node in `count` rows without a frame. */
export function nodeLines(
	frame: Frame,
	picked: number,
	context: GraphContext,
	width: number,
	rows: number,
): readonly string[] {
	const {theme, view} = context;
	const {paint, glyphs} = theme;
	const ascii = glyphs.grade === 'ascii';
	const name = paint.title(nodeName(view.structure.graph, picked, ascii));
	const index = view.structure.graph.names ? ` ${paint.quiet('node')} ${picked}` : '';
	const now = `${paint.quiet(clean(frame.facts.variable.name, ascii))} ${decimal(nodeValue(frame, picked))}`;
	const {held, component, edges} = placeTexts(frame, picked, context);
	const said = packed([`${name}${index}`, now, held, component, edges], width - 2);
	return Array.from({length: rows}, (_, row) => toWidth(` ${said[row] ?? ''}`, width, 'left', glyphs.ellipsis));
}

/** The variable now, its course since the node was picked, and its range. */
function tracedRows(
	frame: Frame,
	{trace}: GraphState,
	picked: number,
	inner: number,
	tall: number,
	{paint, glyphs}: Theme,
): readonly string[] {
	const dots = tall > 1 && glyphs.grade === 'braille';
	const name = clean(frame.facts.variable.name, glyphs.grade === 'ascii');
	const now = `${paint.quiet(name)} ${decimal(nodeValue(frame, picked))}`;
	if (trace?.node !== picked) return [now, ...Array<string>(tall).fill('')];
	const values = dots ? trace.values : inPairs(trace.values);
	const width = Math.min(inner, mostTraced / 2);
	const lines = sparkline(values, {width, height: tall, heights: glyphs.heights, dots});
	const range = trace.low <= trace.high ? `${decimal(trace.low)} ${glyphs.range} ${decimal(trace.high)}` : '';
	const seen = range === '' ? '' : `${range} ${paint.quiet(`since tick ${count(trace.since)}`)}`;
	const [first = now, ...rest] = packed([now, seen], inner);
	return [first, ...lines.map(line => (line.trim() === '' ? '' : paint.accent(line.trimEnd()))), ...rest];
}

/** What is said of a node's place in the graph, and whether it is held. */
interface PlaceTexts {
	readonly edges: string;
	readonly strength: string;
	readonly component: string;
	/** Empty when it is not. */
	readonly held: string;
}

function placeTexts(frame: Frame, picked: number, {view, theme}: GraphContext): PlaceTexts {
	const {quiet, warn} = theme.paint;
	const {directed} = view.structure.graph;
	const known = view.structure.knows(picked);
	const {incoming, outgoing, strengthIn, strengthOut} = view.structure.degreeOf(picked);
	const both = (name: string, into: string, out: string) =>
		directed ? `${quiet(`${name} in`)} ${into} ${quiet('out')} ${out}` : `${quiet(name)} ${into}`;
	const held = heldText(frame.settings, picked);
	return {
		edges: known ? both('edges', count(incoming), count(outgoing)) : '',
		strength: known ? both('strength', setting(strengthIn), setting(strengthOut)) : '',
		component: componentText(frame, picked, {view, theme}),
		held: held === undefined ? '' : warn(held),
	};
}

/** Which of the active graph's components it is in; empty where the screen does not hold the graph. */
function componentText(frame: Frame, picked: number, {view, theme}: Pick<GraphContext, 'view' | 'theme'>): string {
	const components = view.componentsOf(frame);
	if (!components) return '';
	const {quiet} = theme.paint;
	const {size, number} = componentOf(components, picked);
	return `${quiet('component')} ${count(number)} ${quiet('of')} ${count(components.count)}${quiet(':')} ${count(size)} ${quiet(size === 1 ? 'node' : 'nodes')}`;
}

function heldText({clamped, silenced}: Settings, node: number): string | undefined {
	const value = clamped.find(each => each.node === node)?.value;
	if (silenced.includes(node)) return value === undefined || value === 0 ? 'silenced' : `silenced at ${setting(value)}`;
	return value === undefined ? undefined : `clamped at ${setting(value)}`;
}

/** Texts in rows of `width` cells, as many as fit beside each other, two cells apart. */
function packed(texts: readonly string[], width: number): readonly string[] {
	const rows: string[] = [];
	for (const text of texts.filter(each => each !== '')) {
		const last = rows.at(-1);
		if (last !== undefined && widthOf(last) + 2 + widthOf(text) <= width) rows[rows.length - 1] = `${last}  ${text}`;
		else rows.push(text);
	}
	return rows;
}
