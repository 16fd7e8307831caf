import {createClock} from './clock.ts';
import type {ToEngine} from './engine-protocol.ts';
import type {Nexus} from './nexus.ts';
import {createSchedule} from './schedule.ts';
import type {ScriptPlayer} from './script-player.ts';
import type {Publisher} from './shared.ts';
import {secondsPerTick} from './step-plan.ts';

/** Below this many milliseconds a timer is too coarse: the thread blocks on a word that nobody writes instead, which costs no CPU. */
const fineMs = 1.8;
const reportLosses = {seconds: 10};
/** A tick that goes on when the run ends may take so long, ms. */
const lastTickMs = 10_000;

/** What is driven: a nexus, or a replay of one. */
export type Driven = Pick<
	Nexus,
	| 'settings'
	| 'endReason'
	| 'stepsWanted'
	| 'tickCount'
	| 'epoch'
	| 'theta'
	| 'time'
	| 'metrics'
	| 'stepMs'
	| 'tickMs'
	| 'substeps'
	| 'taken'
	| 'revision'
	| 'measuredTick'
	| 'midTick'
	| 'gone'
	| 'silentMs'
	| 'tick'
	| 'apply'
	| 'emit'
	| 'emitRow'
	| 'emitPicture'
	| 'save'
	| 'news'
> & {
	/** It goes as fast as it can: no tick is late. */
	readonly unpaced?: boolean;
};

export interface PacerSetup {
	readonly nexus: Driven;
	readonly publisher: Pick<Publisher, 'publish'>;
	/** Sends what the nexus has said. */
	flush(): void;
	/** Asks the stimulus feed for at most `count` messages. */
	want(count: number): void;
	readonly steps: number | undefined;
	readonly durationMs: number | undefined;
	readonly script: ScriptPlayer;
}

/** Drives a nexus in real time and lets commands in between two ticks. */
export interface Pacer {
	receive(message: Extract<ToEngine, {type: 'command' | 'input'}>): void;
	feed(rate: number | 'live' | 'none'): void;
	/** What held the run has come: it goes on. */
	wake(): void;
	/** Something happened while nothing moved: it is told. With an error, the run fails with it. */
	heard(error?: Error): void;
	/** Resolves when the run has ended and everything was said. */
	run(): Promise<void>;
}

export function createPacer({nexus, publisher, flush, want, steps, durationMs, script}: PacerSetup): Pacer {
	const now = () => performance.now();
	const clock = createClock(nexus.settings.hz, now());
	const losses = createSchedule(() => reportLosses, now(), 0);
	/** Reference ticks that this run has taken; a restore takes none back. */
	let advanced = 0;
	let ticks = 0;
	/** The model clock before the tick that goes on. */
	let thetaBefore = 0;
	let reported = 0;
	let wake: () => void = () => undefined;
	let feedRate: number | 'live' | 'none' = 'none';
	let outstanding = false;
	let received = 0;
	let hz = nexus.settings.hz;
	let paused = nexus.settings.paused;

	let failure: Error | undefined;
	/** Messages that came in the middle of a tick. */
	const held: Parameters<Pacer['receive']>[0][] = [];

	return {
		receive,
		heard(error) {
			failure ??= error;
			followSettings();
			publish();
			flush();
			wake();
		},
		wake() {
			clock.anchor(now());
			wake();
		},
		feed(rate) {
			feedRate = rate;
			ask();
		},
		async run() {
			const ends = durationMs === undefined ? Infinity : now() + durationMs;
			clock.anchor(now());
			publish();
			flush();
			while (nexus.endReason === undefined) {
				if (failure) throw failure;
				playScript();
				if (nexus.endReason !== undefined) break;
				// After the last step, what the script says of that tick is carried out too.
				if (steps !== undefined && ticks >= steps && !script.holds) nexus.endReason ??= 'steps';
				else if (await waitForTick(ends)) tick();
				if (now() >= ends) nexus.endReason ??= 'duration';
			}
			await finishTick();
			nexus.emitRow();
			nexus.emitPicture();
			nexus.save('end');
			nexus.emit({type: 'ended', reason: nexus.endReason});
			publish();
		},
	};

	function receive(message: Parameters<Pacer['receive']>[0]): void {
		if (nexus.midTick && !(message.type === 'command' && message.command.id === 'stop')) {
			held.push(message);
			if (nexus.silentMs > 0) refuseHeld();
			return;
		}
		if (message.type === 'input') takeInput(message.texts);
		else answer(message);
		followSettings();
		publish();
		flush();
		wake();
	}

	/** Nothing can be done in the middle of a tick, and there is no telling when it will be over. */
	function refuse({request, command: {id, by}}: Extract<ToEngine, {type: 'command'}>): void {
		const code = 'engine-silent';
		const error = `${id}: the engine has not finished tick ${nexus.tickCount + 1} for ${Math.round(nexus.silentMs / 1000)} s; wait for it, or stop`;
		nexus.news({level: 'warn', kind: 'refused', message: error, data: {id, by, code}});
		nexus.emit({type: 'outcome', request, outcome: {ok: false, code, error}});
		flush();
	}

	/** All that waits but what the run itself asks for. */
	function refuseHeld(): void {
		for (const message of held.splice(0)) {
			if (message.type === 'command' && message.command.by !== 'disk') refuse(message);
			else held.push(message);
		}
	}

	/** The last tick is waited for, a while. */
	async function finishTick(): Promise<void> {
		const until = now() + lastTickMs;
		while (nexus.midTick && now() < until) {
			tick();
			await new Promise(resolve => setImmediate(resolve));
		}
	}

	/** True when a tick is due, false when the wait was cut short by a command or the end. */
	async function waitForTick(ends: number): Promise<boolean> {
		if (nexus.midTick) {
			await new Promise(resolve => setImmediate(resolve));
			return nexus.endReason === undefined && now() < ends;
		}
		if (paused && nexus.stepsWanted > 0 && !script.holds) {
			nexus.stepsWanted--;
			clock.anchor(now());
			return true;
		}
		const still = paused || script.holds;
		const wait = Math.min(still ? Infinity : clock.wait(now()), ends - now());
		if (wait > fineMs) {
			await sleep(wait - fineMs + 0.3);
			return false;
		}
		await new Promise(resolve => setImmediate(resolve)); // lets messages in, also when ticks follow without a gap
		if (paused || script.holds || nexus.endReason !== undefined) return false;
		const rest = Math.min(clock.wait(now()), ends - now());
		if (rest > fineMs) return false;
		if (rest > 0) Atomics.wait(stillness, 0, 0, rest);
		return now() < ends;
	}

	/** Waits, but not through a command. */
	async function sleep(ms: number): Promise<void> {
		await new Promise<void>(resolve => {
			const timer =
				ms === Infinity ? setInterval(() => undefined, 2 ** 30) : setTimeout(done, Math.min(ms, 2 ** 31 - 1));
			wake = done;
			function done(): void {
				clearTimeout(timer);
				resolve();
			}
		});
		wake = () => undefined;
	}

	function tick(): void {
		const {unpaced, midTick, tickCount} = nexus;
		if (unpaced) clock.anchor(now());
		if (!midTick) {
			clock.start(now());
			thetaBefore = nexus.theta;
		}
		nexus.tick();
		if (unpaced) clock.anchor(now());
		if (nexus.midTick) {
			if (nexus.silentMs > 0) refuseHeld();
			flush();
			return;
		}
		if (nexus.gone === undefined || nexus.tickCount !== tickCount) {
			advanced += nexus.theta - thetaBefore;
			ticks++;
		}
		followSettings();
		reportMissed();
		publish();
		flush();
		for (const message of held.splice(0)) receive(message);
		ask();
	}

	function playScript(): void {
		if (!script.play()) return;
		followSettings();
		publish();
		flush();
	}

	function answer({request, command, payload}: Extract<ToEngine, {type: 'command'}>): void {
		const outcome = nexus.apply(command, payload);
		nexus.emit({type: 'outcome', request, outcome});
		if (command.id === 'restore') clock.anchor(now()); // an external engine may have had to be started
		if (!script.holds) return;
		script.answered(command);
		clock.anchor(now()); // what was waited for is no tick lost
	}

	function takeInput(texts: readonly string[]): void {
		outstanding = false;
		if (texts.length === 0) return;
		received += texts.length;
		nexus.apply({id: 'stimulus', args: {texts}, by: 'input'});
	}

	/** A live feed may send what it has, once a tick; a file sends what the model clock has made due. */
	function ask(): void {
		if (feedRate === 'none' || outstanding) return;
		const due = feedRate === 'live' ? Infinity : Math.floor(advanced * secondsPerTick * feedRate) - received;
		if (due < 1) return;
		outstanding = true;
		want(due);
	}

	function followSettings(): void {
		if (nexus.settings.hz !== hz) {
			hz = nexus.settings.hz;
			if (paused) clock.anchor(now()); // while time stands still none is lost
			clock.setHz(hz, now());
		}
		if (nexus.settings.paused !== paused) {
			paused = nexus.settings.paused;
			clock.anchor(now());
		}
	}

	function reportMissed(): void {
		const {missed} = clock.pacing(now());
		if (missed === reported || !losses.due(now(), ticks)) return;
		nexus.news({
			level: 'warn',
			kind: 'late',
			message: `${missed - reported} ticks missed, ${missed} in all`,
			data: {missed},
		});
		reported = missed;
	}

	function publish(): void {
		const pacing = clock.pacing(now());
		const {settings, metrics} = nexus;
		publisher.publish({
			...pacing,
			...metrics,
			tick: nexus.tickCount,
			epoch: nexus.epoch,
			time: nexus.time,
			paused: settings.paused ? 1 : 0,
			stepMs: nexus.stepMs,
			tickMs: nexus.tickMs,
			substeps: nexus.substeps,
			taken: nexus.taken,
			revision: nexus.revision,
			measuredTick: nexus.measuredTick,
		});
	}
}

const stillness = new Int32Array(new SharedArrayBuffer(4));
