import process from 'node:process';
import type {ReadStream} from 'node:tty';
import type {RunClient} from '../run/client.ts';
import type {Event} from '../run/protocol.ts';
import {answerTo} from './answers.ts';
import {visibleEvents} from './event-log.ts';
import {inTurn, patiently} from './in-turn.ts';
import type {KeyName} from './keys.ts';
import type {Look} from './look.ts';
import {receive} from './receive.ts';
import {createDigest} from './screen-reader-digest.ts';
import {readTyping, type Typist} from './screen-reader-input.ts';
import {helpSentences, isOfPicture} from './screen-reader-keys.ts';
import {chosenByNumber, transcript} from './screen-reader-prompts.ts';
import {eventSentence, openingSentences, siftedSentence, spoken, summary} from './screen-reader-sentences.ts';
import {type Effect, initialState, type Message, type ScreenState} from './state.ts';
import {surroundingsOf} from './surroundings-of.ts';
import {paste, update} from './update.ts';
import type {GraphStructure} from './views/graph-structure.ts';

/** Why a stretch of the screen is over. */
export type StretchEnd = 'ended' | 'suspended' | 'continued';

/** A run read out: plain sentences on the terminal as it is, no picture and no cursor that moves. */
export interface ScreenReader {
	/** Reads out and takes keys until the run ends or the program is to be suspended. */
	stretch(stdin: ReadStream): Promise<StretchEnd>;
}

export interface ReaderOptions {
	readonly client: RunClient;
	readonly look: Look;
	readonly structure: GraphStructure;
	/** `d`: leave the run alone. */
	detach(): void;
	/** Ctrl-C: finish the tick, save, exit. */
	interrupt(): void;
}

/** Milliseconds between two looks at what is to be said; for which keys after a command wait for its answer. */
const lookEvery = 200;
const patience = 2000;
/** Events that are said when somebody asks for them, and to whoever has just come. */
const newest = 10;
const first = 3;
const page = {width: 80, height: 24};
const [pasteOn, pasteOff] = ['\u001B[?2004h', '\u001B[?2004l'];

/** Reads a run out; begins with the first stretch. */
export function openReader({client, look, structure, ...outside}: ReaderOptions): ScreenReader {
	const {stdout} = process;
	const ascii = look.theme.glyphs.grade === 'ascii';
	const every = 1000 * (look.reader?.summarySeconds ?? 0);
	const digest = createDigest();
	const turn = inTurn();
	const read = (text: string) => spoken(text, ascii);
	const say = (sentence: string) => void stdout.write(`${read(sentence)}\n`);
	const around = () => surroundingsOf(client, structure, page.width, page.height);
	let state = initialState;
	let leave: (why: StretchEnd) => void = () => undefined;
	let linked = client.frame().link?.state;
	let begun = false;
	let summed = {at: 0, tick: -1};

	function change(next: ScreenState, told: string | undefined): void {
		// There is one view, and it can't be frozen or zoomed.
		const after: ScreenState = {...next, view: 'live', focus: undefined, zoomed: false, frozen: false};
		const elsewhere = next.view !== 'live' || next.frozen || next.zoomed;
		stdout.write(transcript(state, after, around(), told ?? (elsewhere ? 'That is for the screen.' : undefined), read));
		state = after;
	}

	function take(message: Message): void {
		const {state: next, effects} = receive(state, message, around());
		change(next, next.notice === state.notice ? undefined : next.notice);
		void perform(effects);
	}

	/** Does what a key or an answer wants; the promise is of commands that the next key has to wait for. */
	function perform(effects: readonly Effect[]): Promise<unknown> | undefined {
		const sent: Promise<void>[] = [];
		for (const effect of effects) {
			if (effect.type === 'send') sent.push(send(effect));
			else if (effect.type === 'ask') void answerTo(client, effect.question).then(take);
			else if (effect.type === 'detach') outside.detach();
			else if (effect.type === 'interrupt') outside.interrupt();
			else if (effect.type === 'suspend') leave('suspended');
			else if (effect.type === 'picture') say(`the pictures are in ${client.facts.directory}`);
		}
		return sent.length === 0 ? undefined : Promise.all(sent);
	}

	async function send({command, typed}: Extract<Effect, {type: 'send'}>): Promise<void> {
		const outcome = await client.send(command);
		take({type: 'outcome', command, outcome, ...(typed && turn.waiting() === 0 ? {typed} : {})});
	}

	function press(key: KeyName): Promise<unknown> | undefined {
		if (state.mode === 'view' && own(key)) return undefined;
		const chosen = chosenByNumber(state, key, around());
		if (chosen) {
			change(chosen, undefined);
			return undefined;
		}
		const {state: next, effects} = update(state, key, around());
		change(next, next.notice ?? unsaid(state, next, key));
		return patiently(perform(effects), patience);
	}

	/** What a picture would have shown of a key. */
	function unsaid({mode, log}: ScreenState, next: ScreenState, key: KeyName): string | undefined {
		if (next.log.level !== log.level || (mode === 'filter' && next.mode === 'view')) return siftedSentence(next.log);
		return key === 'escape' && mode !== 'view' ? 'Cancelled.' : undefined;
	}

	/** Keys that mean something else here than on a screen, or nothing. */
	function own(key: KeyName): boolean {
		if (key === '?') for (const row of helpSentences()) say(row);
		else if (key === 'return') sum(performance.now());
		else if (key === 'e') sayNewest(newest);
		else if (isOfPicture(key)) say(`${key} is for the screen; question mark says the keys.`);
		else return false;
		return true;
	}

	function sayNewest(most: number): void {
		const rows = visibleEvents(state.log, client.frame().events).slice(-most);
		if (rows.length === 0) say('There are no events.');
		for (const event of rows) say(eventSentence(event, event.times - 1));
	}

	function sum(now: number): void {
		const frame = client.frame();
		say(summary(frame, Math.max(every / 1000, 10)));
		summed = {at: now, tick: frame.status.tick};
	}

	/** Says what has come since; while something is being typed or chosen, everything waits. */
	function lookAround(): void {
		if (state.mode !== 'view') return;
		const now = performance.now();
		const {link, status} = client.frame();
		if (link?.state !== linked) say(link ? `${link.message}.` : 'The connection is back.');
		linked = link?.state;
		for (const sentence of digest.due(now)) say(sentence);
		if (every > 0 && now - summed.at >= every && status.tick !== summed.tick) sum(now);
	}

	function onEvent(event: Event): void {
		if (event.data?.['bell'] === true) stdout.write('\u0007');
		const asked = event.data?.['by'] === 'key' || event.data?.['why'] === 'asked';
		if (asked || visibleEvents(state.log, [{...event, times: 1}]).length > 0)
			digest.add(event, performance.now(), asked);
	}

	function begin(): void {
		begun = true;
		summed = {at: performance.now(), tick: -1};
		for (const sentence of openingSentences(client.frame(), linked === 'read-only')) say(sentence);
		for (const event of client.frame().events.slice(-first)) digest.add(event, performance.now(), false);
		lookAround();
	}

	/** What is typed waits for its turn, but for Ctrl-C. */
	const typist: Typist = {
		key(key) {
			if (key === 'ctrl-c') void press(key);
			else turn.add(() => press(key));
		},
		paste(text) {
			turn.add(() => {
				const next = paste(state, text);
				change(next, next.notice);
				return undefined;
			});
		},
	};

	async function stretch(stdin: ReadStream): Promise<StretchEnd> {
		const left = Promise.withResolvers<StretchEnd>();
		leave = left.resolve;
		const canPaste = process.env['TERM'] !== 'dumb';
		stdin.setRawMode(true);
		if (canPaste) stdout.write(pasteOn);
		readTyping(stdin, typist);
		if (begun) say('Here again.');
		else begin();
		const stop = client.onEvent(onEvent);
		const timer = setInterval(lookAround, lookEvery);
		const onContinue = () => leave('continued');
		process.once('SIGCONT', onContinue);
		try {
			return await Promise.race([client.ended.then(() => 'ended' as const), left.promise]);
		} finally {
			process.off('SIGCONT', onContinue);
			clearInterval(timer);
			stop();
			change({...initialState, log: state.log}, undefined);
			for (const sentence of digest.due(performance.now())) say(sentence);
			if (canPaste) stdout.write(pasteOff);
			stdin.setRawMode(false);
		}
	}

	return {stretch};
}
