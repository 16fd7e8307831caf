// Threads that share the parts of one job after the other. The caller's thread works too and waits for nobody who has not come: a thread that
// sleeps, or is held up by another program, leaves its share to the others. It waits only for those that are inside, at the gate.
import {gateAt, jobPartsAt, nextPartAt, sleepersAt} from '../layout';
import {perform} from './perform';

const insideMask: i32 = 0xff;
const closedBit: i32 = 0x100;
const quitBit: i32 = 0x200;
const jobUnit: i32 = 0x400;

// A job that follows soon finds its threads awake: looking at the gate so many times takes some 50 to 100 µs. Waking one costs about as much.
const looks: i32 = 100000;
const milliseconds: i64 = 1000000;
const longestWait: i32 = 100;

function takeParts(thread: i32): void {
	const parts = load<i32>(jobPartsAt);
	for (;;) {
		const part = atomic.add<i32>(nextPartAt, 1);
		if (part >= parts) return;
		perform(part, thread);
	}
}

/** Does all parts of the job in this thread alone. */
export function runAlone(): void {
	const parts = load<i32>(jobPartsAt);
	for (let part = 0; part < parts; part++) perform(part, 0);
}

/** Does the job with all threads that come. 0 when one that came did not finish within 10 seconds. */
export function runShared(): i32 {
	atomic.store<i32>(nextPartAt, 0);
	atomic.store<i32>(gateAt, ((atomic.load<i32>(gateAt) | (jobUnit - 1)) + 1) & ~(jobUnit - 1));
	if (atomic.load<i32>(sleepersAt) > 0) atomic.notify(gateAt, -1);
	takeParts(0);
	atomic.or<i32>(gateAt, closedBit);
	let look = 0;
	let gate = atomic.load<i32>(gateAt);
	while ((gate & insideMask) != 0) {
		if (look++ >= looks) {
			if (look == looks + longestWait) return 0;
			atomic.wait<i32>(gateAt, gate, 100 * milliseconds);
		}
		gate = atomic.load<i32>(gateAt);
	}
	return 1;
}

/** What a thread does for all its life: it returns when the gate says so. */
export function work(thread: i32): void {
	let done = atomic.load<i32>(gateAt) | closedBit;
	let look = 0;
	for (;;) {
		const gate = atomic.load<i32>(gateAt);
		if ((gate & quitBit) != 0) return;
		if ((gate & closedBit) != 0 || (gate & ~(jobUnit - 1)) == (done & ~(jobUnit - 1))) {
			if (look++ < looks) continue;
			atomic.add<i32>(sleepersAt, 1);
			atomic.wait<i32>(gateAt, gate, -1);
			atomic.sub<i32>(sleepersAt, 1);
			look = 0;
			continue;
		}
		if (atomic.cmpxchg<i32>(gateAt, gate, gate + 1) != gate) continue;
		done = gate;
		takeParts(thread);
		if ((atomic.sub<i32>(gateAt, 1) & (closedBit | insideMask)) == (closedBit | 1)) atomic.notify(gateAt, -1);
		look = 0;
	}
}

/** Tells all threads to return. */
export function quit(): void {
	atomic.or<i32>(gateAt, quitBit);
	atomic.notify(gateAt, -1);
}
