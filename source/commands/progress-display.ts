import process from 'node:process';
import type {Progress, Report} from '../base/progress.ts';
import type {Glyphs} from '../draw/glyphs.ts';
import {progressLine, progressText} from '../draw/progress-line.ts';

/** Nothing is said of what takes less, ms. */
const quietMs = 1000;

/** Time between two drawings of the line, and between two lines of a log, ms. */
const [drawEveryMs, sayEveryMs] = [100, 10_000] as const;

/** Clears the rest of a row: ECMA-48, EL. */
const toLineEnd = '\u001B[K';

/** Shows how far something is until `end`, which leaves nothing on a terminal. */
export interface ProgressDisplay {
	readonly report: Report;
	end(): void;
}

/**
Shows progress on stderr once it has taken a second: on a terminal in one line that is written over, elsewhere, and for who has the screen read out, in a line of its own every
ten seconds. A program that ends meanwhile leaves no line behind.
*/
export function showProgress(glyphs: Glyphs, readOut: boolean, stream = process.stderr): ProgressDisplay {
	const drawn = stream.isTTY && process.env['TERM'] !== 'dumb' && !readOut;
	let newest: Progress | undefined;
	let [begun, taskBegun, said] = [0, 0, 0];
	let shown = false;

	function draw(): void {
		const now = performance.now();
		if (!newest || now - begun < quietMs) return;
		const since = (now - taskBegun) / 1000;
		if (drawn) overwrite(progressLine(newest, since, (stream.columns ?? 80) - 1, glyphs));
		else if (now - said >= sayEveryMs && now - taskBegun >= quietMs) {
			said = now;
			stream.write(`connectop: ${progressText(newest, since)}\n`);
		}
	}

	function overwrite(line: string): void {
		stream.write(`\r${line}${toLineEnd}`);
		shown = true;
	}

	function end(): void {
		clearInterval(timer);
		process.off('exit', end);
		if (shown) stream.write(`\r${toLineEnd}`);
		shown = false;
	}

	const timer = setInterval(draw, drawEveryMs);
	timer.unref();
	process.once('exit', end);
	return {
		report(progress) {
			const now = performance.now();
			if (!newest) [begun, said] = [now, now];
			if (progress.task !== newest?.task) taskBegun = now;
			newest = progress;
		},
		end,
	};
}
