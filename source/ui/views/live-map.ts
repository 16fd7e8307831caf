import {percent, setting} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {clean} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import type {Layout} from './live-layout.ts';
import {type LiveContext, memory} from './live-view.ts';

/** The connectome in its frame. */
export function mapPanel(
	frame: Frame,
	width: number,
	height: number,
	layout: Layout,
	context: LiveContext,
): readonly string[] {
	const {theme, view, frozen} = context;
	const {facts, settings, status} = frame;
	if (!frozen) view.frozen = undefined;
	else view.frozen ??= frame.field.slice();
	const {shown} = facts.variable;
	// A frame that was drawn before is drawn the same again, though rows may still wait for their turn.
	const key = [status.epoch, status.tick, settings.threshold, status.paused, frozen, width, height, facts.id].join(' ');
	return memory(view, 'map')(key, () => {
		const jumped = view.epoch !== status.epoch;
		view.epoch = status.epoch;
		const still = status.paused || frozen || jumped;
		const limit = still ? {} : {bytes: mapBytes(frame, width, height, context), tail: layout.beside ? 150 : 16};
		const rows = view.map.render(view.frozen ?? frame.field, {
			width: width - 4,
			height: height - 2,
			look: theme,
			shown,
			threshold: settings.threshold,
			...limit,
		});
		const foot = coverage(view.map.edgeShare(), width, theme);
		return panel(rows, {
			title: 'Connectome',
			note: legend(facts, theme),
			...(foot === undefined ? {} : {foot}),
			width,
			height,
			look: theme,
		});
	});
}

/** What a picture of the map may cost: less in the one frame a second in which the sparklines and charts move too. */
function mapBytes(
	{history}: Frame,
	width: number,
	height: number,
	{view, mapBytes = 0.7 * width * height}: LiveContext,
): number {
	const sample = `${history.tickMs.length} ${history.tickMs.at(-1)} ${history.meanWeight.at(-1)}`;
	const moved = sample !== view.sample;
	view.sample = sample;
	return moved ? mapBytes / 4 : mapBytes;
}

/** What the colours of the map mean: the variable and its five levels. */
function legend({variable: {name, shown}}: Frame['facts'], {glyphs, paint, colour}: Theme): string {
	const dotted = glyphs.grade === 'braille' && colour > 0;
	const swatch = paint.levels.map((level, at) => level(dotted ? '⣿' : (glyphs.shades[at] ?? ''))).join('');
	return `${clean(name, glyphs.grade === 'ascii')} ${setting(shown[0])} ${swatch} ${setting(shown[1])}`;
}

/** How much of the graph the map can show; nothing is said when it is all of it, or when it shows no lines. */
function coverage(edgeShare: number, width: number, {paint, glyphs, colour}: Theme): string | undefined {
	if (edgeShare >= 1 || glyphs.grade !== 'braille' || colour === 0) return undefined;
	const said = edgeShare === 0 ? 'no edges' : `${percent(edgeShare)} of edges`;
	return paint.quiet(said.length + 12 <= width ? `${said} drawn` : said);
}
