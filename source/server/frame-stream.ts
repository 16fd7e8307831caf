import {ConnectopError} from '../base/errors.ts';
import type {RunClient, RunEnd} from '../run/client.ts';
import type {Event, Frame, History} from '../run/protocol.ts';
import {detailsOf} from './details.ts';
import type {Head, Wish} from './schemas.ts';
import {streamField} from './stream-field.ts';
import {encodeMessage} from './wire.ts';

/** Where a client's messages go. */
export interface Outlet {
	send(message: Buffer): void;
	/** Bytes that were sent and have not left this process. */
	waiting(): number;
}

/** Events kept for a client that takes none; what came before is counted and left out. */
const mostEvents = 1000;
/** Who asks for fewer frames a second than this gets no others in between. */
const promptFps = 2;
/** Answers to what somebody did are shown at once, but no faster than this, ms. */
const soonest = 40;

export interface FrameStream {
	/** What the client says that it draws. Throws `look` when it is to say nothing, or something else. */
	look(text: string): void;
	/** Sends what is left and how the run ended. */
	end(end: RunEnd): void;
	close(): void;
}

/**
Sends one client a run's frames, at its own size and pace: first everything, then what has changed, and nothing while nothing changes. A client that
is slow loses frames, not events, until those are too many as well; whatever it does, memory stays what it is and no tick waits.
*/
export async function streamFrames(run: RunClient, wish: Wish, outlet: Outlet): Promise<FrameStream> {
	const field = await streamField(run, wish);
	let events: Event[] = [];
	let [lost, skipped] = [0, 0];
	let sent = run.frame();
	let checkpoints = run.checkpoints();
	let status = JSON.stringify(sent.status);
	let sentAt = performance.now();
	let soon: NodeJS.Timeout | undefined;
	let looked = false;

	const forget = run.onEvent(event => {
		events.push(event);
		if (events.length > mostEvents) {
			events = events.slice(-mostEvents / 2);
			lost += mostEvents / 2;
		}
		const by = event.data?.['by'];
		if (wish.fps >= promptFps && by !== 'synthetic' && by !== 'input')
			soon ??= setTimeout(push, Math.max(0, sentAt + soonest - performance.now()));
	});
	const timer = setInterval(push, 1000 / wish.fps);

	const hello: Head = {
		type: 'hello',
		...detailsOf(run),
		...(sent.link === undefined ? {} : {link: sent.link}),
		samples: sent.samples,
		history: sent.history,
		events: [...sent.events],
		...(field.parts ? {parts: field.parts} : {}),
	};
	outlet.send(encodeMessage(hello, ...field.body(sent).numbers));

	function push(): void {
		clearTimeout(soon);
		soon = undefined;
		if (outlet.waiting() > 0) {
			skipped++;
			return;
		}
		const frame = run.frame();
		sendPart(frame);
		const now = JSON.stringify(frame.status);
		const listed = run.checkpoints();
		const news = looked || events.length > 0 || listed !== checkpoints || frame.settings !== sent.settings;
		if (!news && now === status && frame.samples === sent.samples) return;
		const moved = frame.status.tick !== sent.status.tick || frame.status.epoch !== sent.status.epoch || news;
		const {watched, numbers} = moved ? field.body(frame) : {numbers: []};
		const head: Head = {
			type: 'frame',
			status: frame.status,
			...(frame.settings === sent.settings ? {} : {settings: frame.settings}),
			...(frame.samples === sent.samples
				? {}
				: {samples: frame.samples, history: newest(frame.history, frame.samples - sent.samples)}),
			...(events.length > 0 ? {events} : {}),
			...(lost > 0 ? {lost} : {}),
			...(listed === checkpoints ? {} : {checkpoints: [...listed]}),
			...(skipped > 0 ? {skipped} : {}),
			...(watched === undefined ? {} : {watched: [...watched]}),
		};
		outlet.send(encodeMessage(head, ...numbers));
		[events, lost, sent, status, checkpoints, sentAt, looked] = [[], 0, frame, now, listed, performance.now(), false];
	}

	/** Of a client that looks about faster than it reads the last look is served, once there is room. */
	function sendPart(frame: Frame): void {
		const part = field.part(frame);
		if (part) outlet.send(part);
	}

	/** What is drawn has changed: whoever pressed a key looks at it. */
	function look(text: string): void {
		field.look(text);
		if (outlet.waiting() === 0) sendPart(run.frame());
		looked = true;
		soon ??= setTimeout(push, Math.max(0, sentAt + soonest - performance.now()));
	}

	function close(): void {
		clearInterval(timer);
		clearTimeout(soon);
		forget();
	}

	return {
		look,
		close,
		end({reason, summary, error}) {
			if (outlet.waiting() === 0) push();
			close();
			const why = error && {
				kind: error instanceof ConnectopError ? error.kind : 'failed',
				code: error instanceof ConnectopError ? error.code : 'defect',
				message:
					error instanceof ConnectopError
						? error.message
						: `a defect: ${error.message}; its report is in ${run.facts.directory}`,
			};
			outlet.send(encodeMessage({type: 'end', reason, summary, ...(why ? {error: why} : {})} satisfies Head));
		},
	};
}

const newest = (history: History, count: number): History =>
	Object.fromEntries(
		Object.entries(history).map(([name, values]) => [name, count === 0 ? [] : (values as number[]).slice(-count)]),
	) as unknown as History;
