import {bytes, count} from '../../draw/number.ts';
import {bottomOf, panel} from '../../draw/panel.ts';
import {clean, toWidth, truncate} from '../../draw/text.ts';
import type {CheckpointEntry} from '../../run/client.ts';
import {checkKey} from '../saved-checks.ts';
import {chosenCheckpoint, chosenRow, savedWindow} from '../saved-keys.ts';
import {checkpointPlan} from './body.ts';
import {checkpointDetail, type DetailLine} from './checkpoint-detail.ts';
import {titled} from './live-view.ts';
import type {ScreenContext} from './screen-context.ts';

/** The Checkpoints view between header and keys. */
export function checkpointView(context: ScreenContext): readonly string[] {
	const {state, around} = context;
	const {list, detail} = checkpointPlan(around.width, around.height, state);
	const left = list[1] > 0 ? listPanel(context, ...list) : [];
	const right = detail[1] > 0 ? detailPanel(context, ...detail) : [];
	const beside = left.length > 0 && right.length > 0 && list[0] < around.width;
	return beside ? left.map((row, at) => row + (right[at] ?? '')) : [...left, ...right];
}

function listPanel(context: ScreenContext, width: number, height: number): readonly string[] {
	const {state, around, theme} = context;
	const {paint, glyphs} = theme;
	const {checkpoints} = around;
	const chosen = chosenRow(state, around);
	const {room, first} = savedWindow(chosen, checkpoints.length, height);
	const mark = glyphs.grade === 'ascii' ? '>' : '▸';
	const rows = checkpoints.slice(first, first + room).map((entry, at) => {
		const row = rowOf(entry, context);
		return first + at === chosen ? paint.title(`${mark} ${row}`) : `  ${row}`;
	});
	const head = paint.quiet(`  ${columns('file', 'tick', 'epoch', 'size', 'saved at', 'checked')}`);
	const title = titled('Checkpoints', state.focus === 0, theme);
	const note = checkpoints.length > 0 ? `${chosen + 1} of ${count(checkpoints.length)}` : '';
	const empty = paint.quiet('there is none yet; s saves one');
	const framed = panel(checkpoints.length > 0 ? [head, ...rows] : [empty], {title, note, width, height, look: theme});
	const said = state.notice !== undefined && state.mode === 'view' ? state.notice : undefined;
	if (said === undefined) return framed;
	const foot = paint.warn(clean(said, glyphs.grade === 'ascii'));
	return [...framed.slice(0, -1), bottomOf(foot, width, theme)];
}

const columns = (file: string, tick: string, epoch: string, size: string, at: string, check: string): string =>
	`${toWidth(file, 22)} ${tick.padStart(9)} ${epoch.padStart(5)} ${size.padStart(7)}  ${at.padEnd(14)} ${check}`;

function rowOf(entry: CheckpointEntry, {state, theme}: ScreenContext): string {
	const {file, tick, epoch, bytes: size, at} = entry;
	const ascii = theme.glyphs.grade === 'ascii';
	const check = state.saved.checks[checkKey(entry)];
	const {good, bad} = theme.paint;
	const found = check === undefined ? '' : check === 'reading' ? 'reading' : check.ok ? good('ok') : bad('BAD');
	const {marked, comparison} = state.saved;
	const pair = file === marked || file === comparison?.a ? 'a' : file === comparison?.b ? 'b' : '';
	const date = clean(at, ascii).slice(5, 19).replace('T', ' ');
	return truncate(
		columns(clean(file, ascii), count(tick), String(epoch), bytes(size), date, [found, pair].filter(Boolean).join(' ')),
		200,
		theme.glyphs.ellipsis,
	);
}

function detailPanel(context: ScreenContext, width: number, height: number): readonly string[] {
	const {state, around, frame, theme} = context;
	const ascii = theme.glyphs.grade === 'ascii';
	const entry = chosenCheckpoint(state, around);
	const lines = checkpointDetail(state.saved, entry, frame.facts.graph.nodes, width - 4, ascii);
	const top = Math.max(0, Math.min(state.saved.top, lines.length - (height - 2)));
	const shown = lines.slice(top, top + height - 2);
	const note = lines.length > height - 2 ? `${top + 1} to ${top + shown.length} of ${lines.length}` : '';
	const title = titled('Detail', state.focus === 1, theme);
	const {paint} = theme;
	const paints: Readonly<Record<DetailLine['tone'], (text: string) => string>> = {...paint, plain: text => text};
	return panel(
		shown.map(({text, tone}) => paints[tone](text)),
		{title, note, width, height, look: theme},
	);
}
