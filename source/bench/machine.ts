import {readFileSync} from 'node:fs';
import os from 'node:os';
import process from 'node:process';

/** The machine that figures are of. Fields that the system does not tell are absent. */
export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	/** Cores that this process may use. */
	readonly usable: number;
	/** Bytes of the first core's caches: `L1d`, `L2`, `L3`. */
	readonly caches: Readonly<Record<string, number>>;
	readonly memory: number;
	/** Memory that is free for programs at the start, bytes. */
	readonly available: number;
	readonly system: string;
	readonly node: string;
	readonly v8: string;
	/** Processes that wanted a core in the last minute, before the benchmark began and after it: what is above 0 at the start is other load. */
	readonly loadBefore: number;
	readonly loadAfter?: number;
}

export function describeMachine(): Machine {
	const cpus = os.cpus();
	return {
		cpu: cpus[0]?.model.trim() ?? 'unknown',
		cores: cpus.length,
		usable: os.availableParallelism(),
		caches: caches(),
		memory: os.totalmem(),
		available: process.availableMemory(),
		system: `${os.type()} ${os.release()} ${os.machine()}`,
		node: process.version,
		v8: process.versions.v8,
		loadBefore: load(),
	};
}

/** Processes that wanted a core in the last minute. */
export const load = (): number => os.loadavg()[0] ?? 0;

/** The caches of core 0, as Linux tells them. */
function caches(): Record<string, number> {
	const found: Record<string, number> = {};
	for (let index = 0; index < 8; index++) {
		const read = (name: string) =>
			readFileSync(`/sys/devices/system/cpu/cpu0/cache/index${index}/${name}`, 'latin1').trim();
		try {
			const [type, level, size] = [read('type'), read('level'), read('size')];
			if (type === 'Instruction') continue;
			const [, digits, unit] = /^(\d+)([KM]?)$/.exec(size) ?? [];
			if (digits === undefined) continue;
			found[`L${level}${type === 'Data' ? 'd' : ''}`] =
				Number(digits) * {'': 1, K: 1024, M: 1024 ** 2}[unit as '' | 'K' | 'M'];
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') break; // there are no more, or this is no Linux
			throw error;
		}
	}
	return found;
}
