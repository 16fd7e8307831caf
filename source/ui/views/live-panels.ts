import {count} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {clean} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import {type ChartSpec, chartRows, points} from './live-chart.ts';
import {fieldRows, sparkSeconds} from './live-field.ts';
import {cohesionRows, complexityRows, componentsRows, gaugeLines} from './live-gauges.ts';
import type {Placed} from './live-layout.ts';
import {type LiveContext, memory, titled} from './live-view.ts';

/** One of the moving panels in its frame; `alone` when it stands for all of them. */
export function panelRows(
	frame: Frame,
	{id, height}: Placed,
	alone: boolean,
	width: number,
	context: LiveContext,
): readonly string[] {
	const {theme, view, charts} = context;
	const {status, history, facts} = frame;
	const inner = width - 4;
	const focused = context.focus === id;
	const framed = (title: string, note: string, rows: readonly string[]) =>
		panel(rows, {title: titled(title, focused, theme), note, width, height, look: theme});
	const keep = (values: readonly unknown[], draw: () => readonly string[]) =>
		memory(view, id)([width, height, focused, typeof charts, ...values].join(' '), draw);
	const chart = (spec: ChartSpec) =>
		keep(
			spec.series.map(({values}) => `${values.length} ${values.slice(-points).join()}`),
			() => {
				const {rows, note} = chartRows(spec, inner, height - 2, theme, charts);
				return framed(spec.title, note, rows);
			},
		);
	switch (id) {
		case 'field': {
			const tall = Math.max(1, Math.floor((height - 2) / 6));
			const rows = fieldRows(frame, inner, tall, theme);
			const spare = alone && tall === 1 && height >= 11 ? ['', ...gaugeLines(frame, inner, theme)] : [];
			const {measureEvery} = frame.settings;
			// Where not every tick is measured, figures stand beside a tick that is not theirs.
			const of =
				measureEvery === 1
					? `last ${sparkSeconds(inner, tall, theme)} s`
					: `of tick ${count(status.measuredTick)}, every ${count(measureEvery)}`;
			return framed('Field and graph', of, [...rows, ...spare]);
		}
		case 'cohesion':
			return keep([status.metrics.largestComponent, status.metrics.cohesion, history.cohesion.slice(-2)], () =>
				framed('Cohesion', 'largest component', cohesionPanel(frame, inner, height - 2, context)),
			);
		case 'complexity':
			return framed('Complexity', 'cycles / most possible', complexityRows(frame, inner, theme));
		case 'share':
			return chart({
				title: 'Field, last 60 s',
				series: [
					{name: `mean ${clean(facts.variable.name, theme.glyphs.grade === 'ascii')}`, values: history.meanWeight},
					{name: 'active share', values: history.activeShare},
				],
			});
		case 'counts':
			return chart({
				title: 'Graph, last 60 s',
				series: [
					{name: 'components', values: history.cohesion},
					{name: 'cycles', values: history.complexity},
				],
			});
		case 'cost':
			return chart({title: 'Cost, last 60 s', series: [{name: 'tick ms', values: history.tickMs}]});
	}
}

/** The largest component as a bar, or as a ring where there is room for one. */
function cohesionPanel(frame: Frame, inner: number, rows: number, {theme, charts}: LiveContext): readonly string[] {
	if (rows < 9 || theme.glyphs.grade !== 'braille' || typeof charts !== 'object')
		return cohesionRows(frame, inner, theme);
	const ring = charts.donut({share: frame.status.metrics.largestComponent, width: 2 * rows, height: rows, look: theme});
	const said = componentsRows(frame, theme);
	const first = Math.floor((rows - said.length) / 2);
	return ring.map((row, at) => `${row}    ${said[at - first] ?? ''}`);
}
