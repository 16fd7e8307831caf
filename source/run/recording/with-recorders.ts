import type {RecorderSetting, Settings} from '../protocol.ts';

/** The settings with these recorders, and without a word of them when there are none. */
export function withRecorders(settings: Settings, recorders: readonly RecorderSetting[] | undefined): Settings {
	const {recorders: _before, ...rest} = settings;
	return recorders === undefined || recorders.length === 0 ? rest : {...rest, recorders};
}
