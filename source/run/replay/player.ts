import type {Emission, Unstamped} from '../emission.ts';
import type {Driven} from '../pacer.ts';
import type {Settings} from '../protocol.ts';
import type {ScriptPlayer} from '../script-player.ts';
import {type Course, type CourseSetup, openCourse} from './course.ts';
import type {Stage} from './stage.ts';
import {createViewer} from './viewer.ts';

/** As fast as it goes, on the way to a moment that is sought. */
const rushHz = 1e6;
/** So long the engine hears nothing on that way. */
const rushMs = 15;

export interface PlayerSetup extends Omit<CourseSetup, 'changed'> {
	/** Times the recorded rate. */
	readonly speed: number;
	emit(emission: Emission): void;
}

/** A replay as the pacer drives it: to it the replay is a run, and the journal a script. */
export interface Player {
	readonly driven: Driven;
	readonly script: ScriptPlayer;
	/** The engine that plays now. */
	stage(): Stage;
	/** Ends an external engine that steps. */
	close(): Promise<void>;
}

/** Builds the engine of a timeline's beginning. Throws what is wrong with its files. */
export async function createPlayer(setup: PlayerSetup): Promise<Player> {
	const say = (emission: Unstamped) => setup.emit({at: Date.now(), ...course.where, ...emission} as Emission);
	const tell = (kind: string, message: string) => say({type: 'event', news: {level: 'info', kind, message}});
	const announce = () => say({type: 'settings', settings: {...course.stage.nexus.settings, paused: viewer.paused}});
	const course: Course = await openCourse({
		...setup,
		changed: announce,
		fail(error) {
			setup.fail(error);
			viewer.endReason ??= 'failed';
		},
	});
	const viewer = createViewer({
		speed: setup.speed,
		spans: setup.timeline.spans,
		where: () => course.where,
		seek: course.seek,
		tell,
		changed: announce,
	});

	/** Says so, and stops, where it was to come to or where nothing more was recorded. True when there is something new. */
	function settle(): boolean {
		const arrived = course.arrive();
		const {tick, epoch} = course.where;
		if (arrived) tell('seek', `at tick ${tick} of epoch ${epoch}`);
		const stops = !viewer.paused && !course.sought && course.isOver;
		if (stops) {
			viewer.pause();
			tell('end', `end of the replay: tick ${tick} of epoch ${epoch}`);
		}
		if (arrived || stops) announce();
		return arrived || stops;
	}

	/** The journal acts when there is to be a next step. */
	function play(): boolean {
		if (viewer.paused && !course.sought && viewer.stepsWanted === 0) return false;
		const played = course.play();
		const settled = !course.holds && settle();
		return played || settled || course.holds;
	}

	function tick(): void {
		const until = performance.now() + rushMs;
		do {
			// What was sought since the journal was last asked may be here already: then there is no step.
			if (course.sought && play() && !course.sought) return;
			if (course.holds || course.isOver) return;
			course.stage.nexus.tick();
			if (course.stage.nexus.midTick) return;
		} while (course.sought && performance.now() < until);
	}

	let shown: {readonly of: Settings; readonly as: Settings} | undefined;
	/** The recorded settings, at the rate and in the state of the viewer. */
	function settings(): Settings {
		const of = course.stage.nexus.settings;
		const rushes = course.sought !== undefined;
		const paused = viewer.paused && !rushes;
		const hz = rushes ? rushHz : Math.min(rushHz, of.hz * viewer.speed);
		if (shown?.of !== of || shown.as.paused !== paused || shown.as.hz !== hz) shown = {of, as: {...of, paused, hz}};
		return shown.as;
	}

	const now = () => course.stage.nexus;
	const driven: Driven = {
		get unpaced() {
			return course.sought !== undefined;
		},
		tick,
		apply: viewer.apply,
		emit: say,
		emitRow: nothing,
		emitPicture: nothing,
		save: () => false,
		news: nothing,
		get settings() {
			return settings();
		},
		get measuredTick() {
			return now().measuredTick;
		},
		get endReason() {
			return viewer.endReason;
		},
		set endReason(reason) {
			viewer.endReason = reason;
		},
		get stepsWanted() {
			return viewer.stepsWanted;
		},
		set stepsWanted(count) {
			viewer.stepsWanted = count;
		},
		get tickCount() {
			return now().tickCount;
		},
		get epoch() {
			return now().epoch;
		},
		get theta() {
			return now().theta;
		},
		get time() {
			return now().time;
		},
		get metrics() {
			return now().metrics;
		},
		get stepMs() {
			return now().stepMs;
		},
		get tickMs() {
			return now().tickMs;
		},
		get substeps() {
			return now().substeps;
		},
		get taken() {
			return now().taken;
		},
		get midTick() {
			return now().midTick;
		},
		get gone() {
			return now().gone;
		},
		get silentMs() {
			return now().silentMs;
		},
		get revision() {
			return now().revision;
		},
	};
	const script: ScriptPlayer = {
		get holds() {
			return course.holds;
		},
		play,
		answered: nothing,
	};
	return {driven, script, stage: () => course.stage, close: course.close};
}

function nothing(): undefined {
	return undefined;
}
