import {procFile, statOf} from '../../run/process-identity.ts';

/** Clock ticks a second in which Linux counts the time of processes. */
const ticksASecond = 100;

/** Seconds of processor time that a process and its main thread have used; undefined where the system does not tell, or it has ended. */
export function cpuSeconds(pid: number): {readonly process: number; readonly mainThread: number} | undefined {
	const [all, main] = [statOf(pid), statOf(pid, pid)];
	if (all === undefined || main === undefined) return undefined;
	return {process: secondsIn(all), mainThread: secondsIn(main)};
}

/** User and system time: the 14th and 15th field, of which the first two are left out. */
const secondsIn = (fields: readonly string[]): number => (Number(fields[11]) + Number(fields[12])) / ticksASecond;

/** The first child that the main thread of a process started; undefined where the system does not tell, or there is none. */
export function childOf(pid: number): number | undefined {
	const [child] = (procFile(`${pid}/task/${pid}/children`) ?? '').trim().split(' ');
	return child ? Number(child) : undefined;
}
