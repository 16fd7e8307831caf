import type {Progress} from '../base/progress.ts';
import type {Glyphs} from './glyphs.ts';
import {bytes, percent, seconds, shortCount} from './number.ts';
import {clean, truncate, widthOf} from './text.ts';

/** Cells of the bar, and the fewest that are worth it. */
const [barCells, leastCells] = [24, 6] as const;

/** Seconds before a rate says anything. */
const firstRate = 0.3;

/**
How far something is in one row of at most `width` cells: `reading worm.csv ██████░░░░ 62 % · 115 MB/s · 3 s left`. `since`: seconds since it began.
Where there is no room the bar gets shorter, then rate and time left go; what nobody knows the end of has no bar.
*/
export function progressLine(progress: Progress, since: number, width: number, glyphs: Glyphs): string {
	const task = clean(progress.task, glyphs.grade === 'ascii');
	const separator = ` ${glyphs.dot} `;
	for (const facts of [factsOf(progress, since), factsOf(progress, since).slice(0, 1)]) {
		const text = facts.join(separator);
		const room = width - widthOf(task) - widthOf(text) - 2;
		if (progress.total <= 0 && room >= 0) return `${task} ${text}`;
		if (room >= leastCells) return `${task} ${bar(progress, Math.min(barCells, room - 1), glyphs)} ${text}`;
	}
	return truncate(task, Math.max(0, width), glyphs.ellipsis);
}

/** The same as a line of a log, without a bar: `reading worm.csv: 62 %, 115 MB/s, 3 s left`. */
export const progressText = (progress: Progress, since: number): string =>
	`${clean(progress.task)}: ${factsOf(progress, since).join(', ')}`;

/** How much is done, at what rate, and the time that is left; what is not known is left out. */
function factsOf({done, total, unit}: Progress, since: number): readonly string[] {
	const known = total > 0;
	const rate = done / since;
	const facts = [known ? percent(Math.min(1, done / total)) : seconds(since)];
	if (!(since >= firstRate && rate > 0)) return facts;
	facts.push(unit === 'B' ? `${bytes(rate)}/s` : `${shortCount(rate, 5)} ${unit}/s`);
	if (known) facts.push(`${timeText(Math.max(0, total - done) / rate)} left`);
	return facts;
}

function bar({done, total}: Progress, cells: number, {widths, track}: Glyphs): string {
	const full = Math.round(Math.min(1, Math.max(0, done / total)) * cells);
	return (widths.at(-1) ?? '').repeat(full) + track.repeat(cells - full);
}

/** A time to wait, no more exact than it can be: `3 s`, `2 min 10 s`, `1 h 5 min`. */
function timeText(left: number): string {
	const whole = Math.ceil(left);
	if (whole < 60) return `${whole} s`;
	if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
