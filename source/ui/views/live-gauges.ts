import {gauge, scale} from '../../draw/gauge.ts';
import {count, percent, signed} from '../../draw/number.ts';
import {toWidth} from '../../draw/text.ts';
import {type Frame, spikeAt} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {cycleShare, trendOf} from './live-field.ts';

const shareWidth = 6;

/** A bar with its percentage, in `inner` cells. */
export function shareBar(share: number, inner: number, theme: Theme): string {
	return `${gauge(share, inner - shareWidth, theme)}${toWidth(percent(share), shareWidth, 'right', theme.glyphs.ellipsis)}`;
}

/** The largest component's share, the number of components and where it goes. The first rows matter most. */
export function cohesionRows(frame: Frame, inner: number, theme: Theme): string[] {
	return [shareBar(frame.status.metrics.largestComponent, inner, theme), ...componentsRows(frame, theme)];
}

/** The number of components, how it changes, and what it is when the graph is whole. */
export function componentsRows({status, history}: Frame, {paint, glyphs}: Theme): string[] {
	const {cohesion} = status.metrics;
	const state = cohesion === 1 ? 'whole' : `1 is whole`;
	const trend = trendOf(history.cohesion);
	return [
		`${count(cohesion)} ${paint.quiet(`component${cohesion === 1 ? '' : 's'} ${glyphs.dot} ${state}`)}`,
		paint.quiet(trend),
	];
}

/** Cycles of the active graph as a share of what it could have, the z-score of their last change, and sparsity. */
export function complexityRows(frame: Frame, inner: number, theme: Theme): string[] {
	const {paint, glyphs} = theme;
	const {metrics} = frame.status;
	const z = toWidth(signed(metrics.b1z), 6, 'right', glyphs.ellipsis);
	const said = ` spike at ${spikeAt}`;
	const line = scale(metrics.b1z, [-5, 5], spikeAt, inner - 4 - 7 - said.length, theme);
	const marked = metrics.b1z >= spikeAt ? paint.warn(z) : z;
	return [
		shareBar(cycleShare(frame), inner, theme),
		`${paint.quiet('b1 z')}${marked} ${line}${paint.quiet(said)}`,
		`${count(metrics.complexity)} ${paint.quiet(`cycles ${glyphs.dot} sparsity`)} ${Number.isFinite(metrics.sparsity) ? metrics.sparsity.toFixed(4) : '-'}`,
	];
}

/** Both gauges as one line each. */
export function gaugeLines({status, facts}: Frame, inner: number, theme: Theme): string[] {
	const line = (label: string, share: number) =>
		`${theme.paint.quiet(toWidth(label, 13))}${shareBar(share, inner - 13, theme)}`;
	return [line('largest', status.metrics.largestComponent), line('cycles', cycleShare({status, facts}))];
}
