import {count, hertz, milliseconds, seconds, setting} from '../../draw/number.ts';
import {clean, truncate} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import {bytesAnHourOf, bytesInWords} from '../../run/recording/forecast.ts';
import type {Theme} from '../theme.ts';
import {type Segment, segmentLine} from './segments.ts';

export interface HeaderOptions {
	readonly width: number;
	readonly theme: Theme;
	readonly frozen: boolean;
}

/** Two rows: what is running, and how it goes. What matters least is left out first. */
export function headerRows(frame: Frame, options: HeaderOptions): [string, string] {
	return [identityRow(frame, options), pulseRow(frame, options)];
}

function identityRow({facts, settings, status, link}: Frame, {width, theme, frozen}: HeaderOptions): string {
	const {glyphs, paint} = theme;
	const text = (outside: string, most = 40) =>
		truncate(clean(outside, glyphs.grade === 'ascii'), most, glyphs.ellipsis);
	const state = status.ended
		? paint.quiet(`${glyphs.paused} ended`)
		: status.paused
			? paint.warn(`${glyphs.paused} paused`)
			: paint.good(`${glyphs.running} running`);
	const lost = link?.state === 'lost';
	const left: Segment[] = [
		{text: paint.title('connectop'), rank: 4},
		{text: lost ? paint.bad(`! ${text(link.message, Math.max(12, width - 4))}`) : state, rank: 0},
	];
	if (link && !lost) left.push({text: paint.warn(text(link.message, 48)), rank: 1});
	if (status.engine !== undefined) left.push({text: paint.bad(`! ${text(status.engine, 48)}`), rank: 0});
	if (status.disk !== undefined) left.push({text: paint.bad(`! ${text(status.disk, 48)}`), rank: 0});
	if (frozen) left.push({text: paint.warn('display frozen'), rank: 1});
	left.push({text: text(facts.id), rank: 2});
	if (facts.name !== undefined && !facts.id.endsWith(`-${facts.name}`))
		left.push({text: `${paint.quiet('name')} ${text(facts.name, 24)}`, rank: 3});
	if (facts.scenario !== undefined) left.push({text: `${paint.quiet('scenario')} ${text(facts.scenario)}`, rank: 3});
	if (facts.presets && settings.preset !== undefined) {
		const factor =
			facts.headerParameters.factor === undefined ? undefined : settings.parameters[facts.headerParameters.factor];
		const times = factor === undefined ? '' : ` ${glyphs.times}${setting(factor)}`;
		left.push({text: `${paint.quiet(text(facts.presets.title, 16))} ${text(settings.preset)}${times}`, rank: 5});
	}
	if (facts.model.equations !== undefined)
		left.push({text: `${paint.quiet('equations')} ${text(facts.model.equations, 24)}`, rank: 7});
	const right: Segment[] = [
		{text: text(facts.graph.title, width >= 140 ? 40 : 18), rank: 6},
		{text: `${count(facts.graph.nodes)} ${paint.quiet('nodes')}`, rank: 3},
		{text: `${count(facts.graph.edges)} ${paint.quiet('edges')}`, rank: 5},
	];
	return segmentLine(left, right, width, glyphs.ellipsis);
}

function pulseRow({facts, settings, status}: Frame, {width, theme}: HeaderOptions): string {
	const {glyphs, paint} = theme;
	const target = hertz(settings.hz);
	const achieved = hertz(status.achievedHz).padStart(target.length);
	const kernel = truncate(clean(facts.kernel.title, glyphs.grade === 'ascii'), 24, glyphs.ellipsis);
	const slow = !status.paused && status.achievedHz < 0.9 * settings.hz;
	const left: Segment[] = [
		{
			text: `${target} ${paint.quiet(glyphs.arrow)} ${slow ? paint.warn(achieved) : achieved} ${paint.quiet('Hz')}`,
			rank: 0,
		},
		labelled('RTF', Number.isFinite(status.realTimeFactor) ? status.realTimeFactor.toFixed(2) : '-', 4),
		labelled('late', count(status.late), 5),
		// Its threads and modes give way to the tick where there is room for one of them.
		width < 60 ? {text: facts.kernel.id, rank: 0} : labelled('kernel', kernel, 0),
		{text: `${paint.quiet('step')} ${milliseconds(status.stepMs)} ${paint.quiet('ms')}`, rank: 3},
	];
	const noise = settings.noise === 'none' ? 'none' : `${settings.noise} ${setting(settings.noiseAmplitude)}`;
	if (facts.kernel.id !== 'external') left.push(labelled('noise', noise, 8));
	const {strength} = facts.headerParameters;
	const value = strength === undefined ? undefined : settings.parameters[strength];
	const passes = status.substeps > 1 ? `${count(status.substeps)} ${paint.quiet('passes')}` : '';
	if (strength !== undefined && value !== undefined) {
		const coupled = passes === '' ? setting(value) : `${setting(value)} ${paint.quiet('in')} ${passes}`;
		left.push(labelled(strength, coupled, passes === '' ? 9 : 6));
	} else if (passes !== '') left.push({text: passes, rank: 6});
	left.push(labelled('dt', setting(settings.dt), 10));
	const {recorders = []} = settings;
	const rate = bytesAnHourOf(recorders, settings.hz);
	if (recorders.length > 0)
		left.push({
			text: `${paint.accent('rec')} ${count(recorders.length)}${rate > 0 ? ` ${paint.quiet(`${bytesInWords(rate)}/h`)}` : ''}`,
			rank: 4,
		});
	if (status.missed > 0) left.push({text: `${paint.warn(count(status.missed))} ${paint.quiet('missed')}`, rank: 3});
	if (status.input.dropped > 0)
		left.push({text: `${paint.warn(count(status.input.dropped))} ${paint.quiet('messages dropped')}`, rank: 4});
	const right: Segment[] = [
		labelled('saved at', status.savedTick < 0 ? 'no tick' : count(status.savedTick), 4),
		labelled('tick', count(status.tick), 1),
		{text: seconds(status.time), rank: 2},
	];
	return segmentLine(left, right, width, glyphs.ellipsis);

	function labelled(label: string, value: string, rank: number): Segment {
		return {text: `${paint.quiet(label)} ${value}`, rank};
	}
}
