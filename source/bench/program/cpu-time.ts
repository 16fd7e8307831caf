import {readdirSync, readFileSync} from 'node:fs';

/** Clock ticks a second in which Linux counts the time of processes. */
const ticksASecond = 100;

/** Seconds of processor time that a process and its main thread have used; undefined where the system does not tell, or it has ended. */
export function cpuSeconds(pid: number): {readonly process: number; readonly mainThread: number} | undefined {
	const [all, main] = [stat(`/proc/${pid}/stat`), stat(`/proc/${pid}/task/${pid}/stat`)];
	if (all === undefined || main === undefined) return undefined;
	return {process: secondsIn(all), mainThread: secondsIn(main)};
}

/** User and system time: the 14th and 15th field, counted from the name in brackets, which may hold anything. */
function secondsIn(line: string): number {
	const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticksASecond;
}

/** The first child of a process. */
export function childOf(pid: number): number | undefined {
	for (const task of readdirSync(`/proc/${pid}/task`)) {
		const [child] = (stat(`/proc/${pid}/task/${task}/children`) ?? '').trim().split(' ');
		if (child) return Number(child);
	}
	return undefined;
}

function stat(path: string): string | undefined {
	try {
		return readFileSync(path, 'latin1');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ESRCH') return undefined;
		throw error;
	}
}
