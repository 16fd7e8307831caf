import {existsSync} from 'node:fs';
import {statfs} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import type {RecorderSetting} from '../protocol.ts';
import {bytesAnHour, bytesAnHourOf, bytesInWords} from './forecast.ts';
import {parseSpec} from './spec.ts';
import {refusal} from './words.ts';

/**
Refuses a recorder that would fill the disk within an hour, together with those there are, unless its spec says `force=yes`. `folder` may be one that is
not made yet. Throws a usage error `record`.
*/
export async function refuseFull(
	recorder: RecorderSetting,
	{others, hz, folder}: {readonly others: readonly RecorderSetting[]; readonly hz: number; readonly folder: string},
): Promise<void> {
	const own = bytesAnHour(recorder, hz) ?? 0;
	if (own === 0 || parseSpec(recorder.spec).force) return;
	const free = await freeBytes(folder);
	const rest = bytesAnHourOf(others, hz);
	if (own + rest <= free) return;
	const beside = rest > 0 ? ` beside ${bytesInWords(rest)} of the other recorders` : '';
	throw refusal(
		`${recorder.name}: ${bytesInWords(own)} an hour${beside} are more than the ${bytesInWords(free)} that are free in ${folder}; record fewer nodes, less often (every=10t), or add force=yes`,
	);
}

/** Bytes that this user may still write where `folder` is or will be. */
async function freeBytes(folder: string): Promise<number> {
	let there = resolve(folder);
	while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
	const {bavail, bsize} = await statfs(there);
	return bavail * bsize;
}
