import {clean} from '../draw/text.ts';
import {jobTitle} from '../records/slurm-job.ts';
import type {ListedRun} from '../run/run-list.ts';

/** run.json is written every 5 s, while the disk takes it; a live run whose is older, ms, stands otherwise than it says. */
const silentMs = 20_000;

/** UTC, to the minute. */
export const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');

/** Where a run is, or what became of it, for the last column of a list. A run on another machine may be going on: nobody here can know. */
export function whereabouts(
	{life, host, pid, document, problem, directory}: Omit<ListedRun, 'id'>,
	now: number,
): string {
	if (problem !== undefined) return clean(problem);
	const job = document?.job === undefined ? '' : `, ${clean(jobTitle(document.job))}`;
	const seen = document?.heartbeat ?? '';
	if (life === 'elsewhere') return `on ${clean(host)}${job}, last seen ${minute(seen)} UTC`;
	if (life === 'live') {
		const api = document?.api === undefined ? '' : `, ${document.api}`;
		const silent = now - Date.parse(seen) > silentMs;
		return `process ${pid}${job}${api}${silent ? `; has written nothing since ${seen.slice(11, 19)} UTC (disk full, or stopped)` : ''}`;
	}
	if (life === 'dead') return `process ${pid} is gone; --resume goes on`;
	return clean(directory);
}
