import {count} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {spikeRaster} from '../../draw/spike-raster.ts';
import {clean, toWidth, widthOf} from '../../draw/text.ts';
import {traceRows} from '../../draw/trace-row.ts';
import {bytesInWords} from '../../run/recording/forecast.ts';
import type {RecordedCrossings, RecorderView} from '../../run/recording/view.ts';
import type {Theme} from '../theme.ts';
import {titled} from './live-view.ts';

/** What the panel of recorders depends on besides them. */
export interface RecordedContext {
	/** Cells and rows, borders included. */
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
	readonly focused: boolean;
	/** Ticks that a raster shows at most. */
	readonly tick: number;
}

/** Rows of a trace at most: the line is as high where few are recorded. */
const tallest = 8;

/** Ticks that a raster looks back. */
const rasterTicks = 200;

/** What is recorded, as traces and rasters: exactly `height` rows of `width` cells, in a frame. */
export function recordedRows(
	views: readonly RecorderView[] | undefined,
	{width, height, theme, focused, tick}: RecordedContext,
): string[] {
	const [inner, rows] = [width - 4, height - 2];
	const title = titled('Recorded', focused, theme);
	const note = views && views.length > 0 ? noteOf(views) : '';
	const body = views === undefined ? [theme.paint.quiet('asking for what is recorded')] : bodyRows(views);
	return panel(body, {title, note, width, height, look: theme});

	function bodyRows(all: readonly RecorderView[]): string[] {
		if (all.length === 0) return [theme.paint.quiet('nothing is recorded; :record nodes=0-9 adds a recorder')];
		// A head and a row of what it records is the least that says anything.
		const shown = all.slice(0, Math.max(1, Math.floor(rows / 2)));
		const more = all.length - shown.length;
		const room = rows - (more > 0 ? 1 : 0);
		const drawn = shown.flatMap((view, i) => {
			const share = Math.floor((room * (i + 1)) / shown.length) - Math.floor((room * i) / shown.length);
			return [headOf(view), ...pictureOf(view, share - 1)].slice(0, share);
		});
		return more > 0 ? [...drawn, theme.paint.quiet(`and ${count(more)} more`)] : drawn;
	}

	function headOf({name, what, rows: written, bytesAnHour, lost, failed}: RecorderView): string {
		const {paint, glyphs} = theme;
		const ascii = glyphs.grade === 'ascii';
		const state =
			failed === undefined
				? `${count(written)} rows${bytesAnHour === null ? '' : `, ${bytesInWords(bytesAnHour)}/h`}`
				: clean(failed, ascii);
		const gone = lost > 0 ? ` ${paint.warn(`${count(lost)} lost`)}` : '';
		const said = `${failed === undefined ? paint.quiet(state) : paint.bad(state)}${gone}`;
		const left = `${paint.title(clean(name, ascii))} ${clean(what, ascii)}`;
		const space = inner - widthOf(said) - 1;
		return space < 12
			? toWidth(left, inner, 'left', glyphs.ellipsis)
			: `${toWidth(left, space, 'left', glyphs.ellipsis)} ${said}`;
	}

	function pictureOf({crossings, traces}: RecorderView, share: number): string[] {
		if (share <= 0) return [];
		if (crossings) return rasterOf(crossings, share);
		const label = Math.min(
			14,
			Math.max(4, ...traces.slice(0, share).map(each => widthOf(each.label))),
			Math.floor(inner / 3),
		);
		const tall = Math.max(1, Math.min(tallest, Math.floor(share / Math.max(1, traces.length))));
		return traces
			.slice(0, Math.floor(share / tall))
			.flatMap(each => traceRows(each, {width: inner, height: tall, label, look: theme}));
	}

	function rasterOf(crossings: RecordedCrossings, share: number): string[] {
		const from = Math.max(0, tick - rasterTicks + 1);
		const label = Math.min(10, Math.floor(inner / 4));
		const drawn = spikeRaster(crossings, {
			from,
			to: Math.max(tick, from),
			width: inner - label - 1,
			height: share,
			look: theme,
		});
		return drawn.map((line, row) => {
			const place = row === 0 ? 0 : row === share - 1 ? crossings.nodes - 1 : -1;
			const name = place < 0 ? '' : (crossings.labels[place] ?? '');
			return `${theme.paint.quiet(toWidth(clean(name, theme.glyphs.grade === 'ascii'), label, 'left', theme.glyphs.ellipsis))} ${line}`;
		});
	}
}

/** What all of them write an hour. */
function noteOf(views: readonly RecorderView[]): string {
	const known = views.flatMap(({bytesAnHour}) => (bytesAnHour === null ? [] : [bytesAnHour]));
	const files = views.length === 1 ? '1 recorder' : `${views.length} recorders`;
	return known.length === 0 ? files : `${files}, ${bytesInWords(known.reduce((sum, each) => sum + each, 0))} an hour`;
}
