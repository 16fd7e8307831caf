import {wholeGraph} from '../../draw/graph-window.ts';
import {percent, setting} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {clean} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {type LiveContext, memory, titled} from './live-view.ts';

/** The connectome in its frame. */
export function mapPanel(
	frame: Frame,
	width: number,
	height: number,
	{theme, view, focus}: LiveContext,
): readonly string[] {
	const {facts, settings, status, part} = frame;
	const {shown} = facts.variable;
	const {epoch, tick, revision} = status;
	const [columns, rows] = [width - 4, height - 2];
	view.wanted = {...wholeGraph, columns, rows};
	const look = part ? Object.values(part.look) : [];
	const key = [epoch, tick, revision, settings.threshold, width, height, facts.id, focus === 'map', ...look].join(' ');
	return memory(view, 'map')(key, () => {
		const map = view.mapOf(part);
		const drawn = map.render(frame.field, {
			width: columns,
			height: rows,
			look: theme,
			shown,
			threshold: settings.threshold,
		});
		const foot = coverage(map.edgeShare(), width, theme);
		return panel(drawn, {
			title: titled('Connectome', focus === 'map', theme),
			note: legend(facts, theme),
			...(foot === undefined ? {} : {foot}),
			width,
			height,
			look: theme,
		});
	});
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
