// Made by `npm run api` from openapi.json; never edited.
export interface paths {
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change Password */
        post: operations["change_password_api_v1_account_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Accounts */
        get: operations["list_accounts_api_v1_accounts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Account */
        put: operations["put_account_api_v1_accounts__name__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{name}/{change}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change Account */
        post: operations["change_account_api_v1_accounts__name___change__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{name}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make Link */
        post: operations["make_link_api_v1_accounts__name__link_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs */
        get: operations["jobs_api_v1_admin_jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Parked */
        get: operations["list_parked_api_v1_admin_parked_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parked/{subscriber}/{message}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replay */
        post: operations["replay_api_v1_admin_parked__subscriber___message__replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parked/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replay All */
        post: operations["replay_all_api_v1_admin_parked_replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inhibitions or mute times */
        get: operations["get_settings_api_v1_alarm__kind__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-{kind}/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store an inhibition or a mute time */
        put: operations["put_setting_api_v1_alarm__kind___code__put"];
        post?: never;
        /** Delete an inhibition or a mute time */
        delete: operations["delete_setting_api_v1_alarm__kind___code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conditions that rules may use */
        get: operations["get_functions_api_v1_alarm_functions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All rules */
        get: operations["get_rules_api_v1_alarm_rules_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: operations["get_rule_api_v1_alarm_rules__code__get"];
        /** Store a rule */
        put: operations["put_rule_api_v1_alarm_rules__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/{code}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch a rule */
        post: operations["post_switch_api_v1_alarm_rules__code__switch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/{code}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of a rule */
        get: operations["get_versions_api_v1_alarm_rules__code__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a rule */
        post: operations["post_check_api_v1_alarm_rules_check_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/naming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that look at parts of a product */
        get: operations["get_naming_api_v1_alarm_rules_naming_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/precision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often rules were right */
        get: operations["get_precision_api_v1_alarm_rules_precision_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a rule on history */
        post: operations["post_rehearse_api_v1_alarm_rules_rehearse_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/rehearse/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a rule on history and hear how far it is */
        post: operations["post_rehearse_steps_api_v1_alarm_rules_rehearse_steps_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-rules/watching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom rules watch */
        get: operations["get_watching_api_v1_alarm_rules_watching_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Silences */
        get: operations["get_silences_api_v1_alarm_silences_get"];
        put?: never;
        /** Begin a silence */
        post: operations["post_silence_api_v1_alarm_silences_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarm-silences/{silence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a silence */
        delete: operations["delete_silence_api_v1_alarm_silences__silence__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms, newest first */
        get: operations["get_alarms_api_v1_alarms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alarm and its journal */
        get: operations["get_alarm_api_v1_alarms__alarm__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do one thing with many alarms */
        post: operations["post_acts_api_v1_alarms_acts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Living alarms in groups of equal labels */
        get: operations["get_groups_api_v1_alarms_groups_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Levels, stages and acts of alarms */
        get: operations["get_vocabulary_api_v1_alarms_vocabulary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Areas */
        get: operations["list_areas_api_v1_areas_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Areas Geojson */
        get: operations["areas_geojson_api_v1_areas_geojson_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Area */
        get: operations["get_area_api_v1_areas__code__get"];
        /** Put Area */
        put: operations["put_area_api_v1_areas__code__put"];
        post?: never;
        /** Delete Area */
        delete: operations["delete_area_api_v1_areas__code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check */
        get: operations["check_api_v1_areas_check_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/locate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Locate */
        post: operations["locate_api_v1_areas_locate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Appeals against scores, newest first */
        get: operations["get_appeals_api_v1_assessment_appeals_get"];
        put?: never;
        /** Appeal against a score */
        post: operations["post_appeal_api_v1_assessment_appeals_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/appeals/{appeal}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on an appeal */
        post: operations["post_appeal_decision_api_v1_assessment_appeals__appeal__decide_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/appeals/{appeal}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an appeal back */
        post: operations["post_appeal_withdrawal_api_v1_assessment_appeals__appeal__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Frozen periods, the newest first */
        get: operations["get_editions_api_v1_assessment_editions_get"];
        put?: never;
        /** Freeze a period */
        post: operations["post_edition_api_v1_assessment_editions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/editions/{edition}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recompute a frozen result from the journals */
        get: operations["get_check_api_v1_assessment_editions__edition__check_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/editions/{edition}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide whether a period is opened again */
        post: operations["post_reopen_decision_api_v1_assessment_editions__edition__decide_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/editions/{edition}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to open a frozen period again */
        post: operations["post_reopen_api_v1_assessment_editions__edition__reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/schemes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All schemes: who is assessed by what, with which weights */
        get: operations["get_schemes_api_v1_assessment_schemes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/schemes/{code}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases behind a part of somebody's score */
        get: operations["get_cases_api_v1_assessment_schemes__code__cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/schemes/{code}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ranking of a scheme in a period */
        get: operations["get_result_api_v1_assessment_schemes__code__result_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assessment/schemes/{code}/signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signs of working for the score */
        get: operations["get_signs_api_v1_assessment_schemes__code__signs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a language model is there */
        get: operations["get_about_api_v1_assist_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assist/cases/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A draft on a case */
        post: operations["post_draft_api_v1_assist_cases__number__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assist/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A question on the city's texts */
        post: operations["post_question_api_v1_assist_questions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trail */
        get: operations["trail_api_v1_audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The archive of bulletins */
        get: operations["get_bulletins_api_v1_bulletins_get"];
        put?: never;
        /** Make a bulletin */
        post: operations["post_bulletin_api_v1_bulletins_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bulletin: what it says, who did what with it, who has read it */
        get: operations["get_bulletin_api_v1_bulletins__key__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/{key}/blocks/{block}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rewrite words of a bulletin */
        put: operations["put_block_api_v1_bulletins__key__blocks__block__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/{key}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bulletin as a file */
        get: operations["get_file_api_v1_bulletins__key__file_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/{key}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm to have read a published bulletin */
        post: operations["post_read_api_v1_bulletins__key__read_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/{key}/steps/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve, give back, publish or withdraw */
        post: operations["post_step_api_v1_bulletins__key__steps__step__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a template would say */
        post: operations["post_preview_api_v1_bulletins_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulletins made by the clock */
        get: operations["get_schedules_api_v1_bulletins_schedules_get"];
        put?: never;
        /** Have a bulletin made by the clock */
        post: operations["post_schedule_api_v1_bulletins_schedules_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/schedules/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a schedule */
        put: operations["put_schedule_api_v1_bulletins_schedules__key__put"];
        post?: never;
        /** Remove a schedule */
        delete: operations["delete_schedule_api_v1_bulletins_schedules__key__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates of bulletins in force */
        get: operations["get_templates_api_v1_bulletins_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulletins/templates/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save a template as its next version */
        put: operations["put_template_api_v1_bulletins_templates__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work calendars */
        get: operations["list_calendars_api_v1_calendars_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{code}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live addresses of a camera */
        get: operations["live_api_v1_cameras__code__live_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{code}/playback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses of what a camera recorded */
        get: operations["playback_api_v1_cameras__code__playback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cap/alerts/{warning}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A warning in CAP 1.2 */
        get: operations["get_alert_api_v1_cap_alerts__warning__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cap/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Warnings in force, as Atom */
        get: operations["get_feed_api_v1_cap_feed_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases by filter, newest first unless sorted otherwise */
        get: operations["list_cases_api_v1_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole of a case */
        get: operations["one_case_api_v1_cases__number__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be done with a case now, and what not and why */
        get: operations["list_actions_api_v1_cases__number__actions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do an action on a case */
        post: operations["post_action_api_v1_cases__number__actions__action__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The deadlines of a case and how they were computed */
        get: operations["clocks_api_v1_cases__number__clocks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/duplicates/{other}/different": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Two cases are not about one thing */
        post: operations["hold_different_api_v1_cases__number__duplicates__other__different_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that was done with a case, in order */
        get: operations["journal_api_v1_cases__number__journal_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/knots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hard matters that fit a case, with reasons */
        get: operations["get_matching_api_v1_cases__number__knots_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/knots/{knot}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Handle a case as a hard matter says */
        post: operations["post_apply_api_v1_cases__number__knots__knot__apply_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans that apply to a case, and those in effect */
        get: operations["get_proposed_api_v1_cases__number__plans_get"];
        put?: never;
        /** Put a plan into effect on a case */
        post: operations["post_confirmed_api_v1_cases__number__plans_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/reply-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What may be wrong with a reply before it is sent */
        post: operations["check_reply_api_v1_cases__number__reply_check_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/reporters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See who reported, in full; this is recorded */
        post: operations["unmask_api_v1_cases__number__reporters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Past cases like this one, and what solved them */
        get: operations["similar_api_v1_cases__number__similar_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open cases that a report would probably repeat */
        get: operations["duplicates_api_v1_cases_duplicates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/duplicates/pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs of open cases that wait to be merged or held apart */
        get: operations["duplicate_pairs_api_v1_cases_duplicates_pairs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases of a filter as a workbook */
        get: operations["export_api_v1_cases_export_xlsx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums of all cases of a filter, and of each group of them */
        get: operations["groups_api_v1_cases_groups_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/numbers/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Series of case numbers in which some are missing */
        get: operations["number_gaps_api_v1_cases_numbers_gaps_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/within": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cases within so many metres of a point, a line or a surface */
        post: operations["within_api_v1_cases_within_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get City */
        get: operations["get_city_api_v1_city_get"];
        /** Put City */
        put: operations["put_city_api_v1_city_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city-stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stage of the city, and what the machine proposes */
        get: operations["get_stage_api_v1_city_stage_get"];
        put?: never;
        /** Declare a stage */
        post: operations["post_stage_api_v1_city_stage_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city-stage/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stages that were declared */
        get: operations["get_history_api_v1_city_stage_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city-stage/scale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The scale of stages in force */
        get: operations["get_scale_api_v1_city_stage_scale_get"];
        /** Put another scale in force */
        put: operations["put_scale_api_v1_city_stage_scale_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commands of a device, newest first */
        get: operations["get_commands_api_v1_device_commands_get"];
        put?: never;
        /** Tell a device what to do */
        post: operations["post_command_api_v1_device_commands_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-commands/{command}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One command with its steps */
        get: operations["get_command_api_v1_device_commands__command__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-commands/{command}/{act}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm, refuse or withdraw a command */
        post: operations["post_act_api_v1_device_commands__command___act__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-commands/{command}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For devices: what became of a command */
        post: operations["post_answer_api_v1_device_commands__command__answer_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-commands/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For devices: what waits for one, with its key */
        get: operations["get_waiting_api_v1_device_commands_waiting_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of a device, gateway or product */
        get: operations["get_keys_api_v1_device_keys_get"];
        put?: never;
        /** Make a key */
        post: operations["create_key_api_v1_device_keys_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key */
        delete: operations["revoke_key_api_v1_device_keys__key__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests to use devices */
        get: operations["get_requests_api_v1_device_requests_get"];
        put?: never;
        /** Ask to use devices of another unit */
        post: operations["ask_api_v1_device_requests_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-requests/{key}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant, refuse or end a use */
        post: operations["decide_api_v1_device_requests__key__decision_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search devices */
        get: operations["get_devices_api_v1_devices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device */
        get: operations["get_device_api_v1_devices__code__get"];
        /** Register or change a device */
        put: operations["put_device_api_v1_devices__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a device to another stage of its life */
        post: operations["post_action_api_v1_devices__code___action__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}/happenings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a device said has happened */
        get: operations["get_happenings_api_v1_devices__code__happenings_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}/life": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The life of a device */
        get: operations["get_life_api_v1_devices__code__life_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Latest values of one device with their quality */
        get: operations["get_shadow_api_v1_devices__code__shadow_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a moving device was */
        get: operations["get_track_api_v1_devices__code__track_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{code}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who used a device how often */
        get: operations["get_uses_api_v1_devices__code__uses_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices as a table */
        get: operations["export_api_v1_devices_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in a table of devices */
        post: operations["import_file_api_v1_devices_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Table to fill in */
        get: operations["get_template_api_v1_devices_template_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispatch/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** First dispatch right, automatic share, error against the limit */
        get: operations["get_quality_api_v1_dispatch_quality_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doubtful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values kept apart */
        get: operations["get_doubtful_api_v1_doubtful_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge-nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Edge nodes */
        get: operations["get_nodes_api_v1_edge_nodes_get"];
        put?: never;
        /** Register an edge node */
        post: operations["post_node_api_v1_edge_nodes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge-nodes/{code}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Devices behind an edge node */
        put: operations["put_devices_api_v1_edge_nodes__code__devices_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge-nodes/{code}/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another one-time key */
        post: operations["post_key_api_v1_edge_nodes__code__key_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge-nodes/{code}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke an edge node */
        post: operations["post_revoke_api_v1_edge_nodes__code__revoke_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge/beat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A node says how it is */
        post: operations["post_beat_api_v1_edge_beat_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A node takes up its work */
        post: operations["post_enrol_api_v1_edge_enrol_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edge/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A node hands in its journal */
        post: operations["post_journal_api_v1_edge_journal_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings, what came last first */
        get: operations["get_findings_api_v1_findings_get"];
        put?: never;
        /** Hand in what algorithms found */
        post: operations["post_findings_api_v1_findings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings by day: valid, and dropped why */
        get: operations["get_days_api_v1_findings_days_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What strategies dropped and why, and how often they were right */
        get: operations["get_effect_api_v1_findings_effect_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Limit of a sender's findings */
        put: operations["put_limit_api_v1_findings_limits_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often models were right at each site */
        get: operations["get_rates_api_v1_findings_rates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who sends findings, and how many a day it may */
        get: operations["get_senders_api_v1_findings_senders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/strategies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Strategies */
        get: operations["get_strategies_api_v1_findings_strategies_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/strategies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a strategy */
        put: operations["put_strategy_api_v1_findings_strategies__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/strategies/{code}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a strategy would have let through */
        post: operations["post_try_api_v1_findings_strategies__code__try_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published flows: stages, actions, clocks */
        get: operations["list_flows_api_v1_flows_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One published flow version */
        get: operations["one_flow_api_v1_flows__flow__versions__version__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health */
        get: operations["health_api_v1_health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest imports */
        get: operations["list_imports_api_v1_imports_get"];
        put?: never;
        /** Import a file of reports or of cases */
        post: operations["start_api_v1_imports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import is */
        get: operations["show_api_v1_imports__import_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that were not taken, as CSV */
        get: operations["rejects_api_v1_imports__import_id__rejects_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an import back */
        post: operations["undo_api_v1_imports__import_id__undo_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is not of one owner and one source */
        get: operations["get_conflicts_api_v1_indicator_conflicts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Indicators on the desk, not in force */
        get: operations["get_drafts_api_v1_indicator_drafts_get"];
        /** Keep a draft */
        put: operations["put_draft_api_v1_indicator_drafts_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-drafts/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a draft off the desk */
        delete: operations["delete_draft_api_v1_indicator_drafts__code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-drafts/{code}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a draft or return it */
        post: operations["post_draft_decision_api_v1_indicator_drafts__code__decision_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-drafts/{code}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a draft to be published */
        post: operations["post_submission_api_v1_indicator_drafts__code__submission_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-drafts/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a draft as it is written */
        post: operations["post_check_api_v1_indicator_drafts_check_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-drafts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a draft on a past period */
        post: operations["post_preview_api_v1_indicator_drafts_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources of figures, their owners, and how fresh they are */
        get: operations["get_sources_api_v1_indicator_sources_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One source */
        get: operations["get_source_api_v1_indicator_sources__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a figure or send it back */
        post: operations["post_decision_api_v1_indicator_sources__code__decisions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due of a source in a period, and what came */
        get: operations["get_entries_api_v1_indicator_sources__code__entries_get"];
        /** Hand in figures */
        put: operations["put_entries_api_v1_indicator_sources__code__entries_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/gathering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gather a past period of devices anew */
        post: operations["post_gathering_api_v1_indicator_sources__code__gathering_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files that brought figures */
        get: operations["get_imports_api_v1_indicator_sources__code__imports_get"];
        put?: never;
        /** Bring in a CSV or XLSX file */
        post: operations["post_import_api_v1_indicator_sources__code__imports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/imports/{batch}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an import back */
        post: operations["post_withdrawal_api_v1_indicator_sources__code__imports__batch__withdrawal_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/template.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sheet to be filled in */
        get: operations["get_template_api_v1_indicator_sources__code__template_xlsx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-sources/{code}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of one figure */
        get: operations["get_trace_api_v1_indicator_sources__code__trace_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Topics that the caller may see */
        get: operations["get_topics_api_v1_indicator_topics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicator-weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What pairwise comparisons come to (AHP) */
        post: operations["post_weights_api_v1_indicator_weights_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All indicators in force, with how they are counted */
        get: operations["get_indicators_api_v1_indicators_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One indicator and its versions */
        get: operations["get_indicator_api_v1_indicators__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/beside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The value beside the piece before and the year before */
        get: operations["get_beside_api_v1_indicators__code__beside_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases behind a value */
        get: operations["get_cases_api_v1_indicators__code__cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/drill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parts of a value */
        get: operations["get_drill_api_v1_indicators__code__drill_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What else moves with it, and how much later */
        get: operations["get_factors_api_v1_indicators__code__factors_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/index": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A composite index over the areas below, ranked */
        get: operations["get_index_api_v1_indicators__code__index_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pieces up to a period */
        get: operations["get_trend_api_v1_indicators__code__trend_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/value": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The value of an indicator in a period */
        get: operations["get_value_api_v1_indicators__code__value_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{code}/waterfall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each part gives to a change */
        get: operations["get_waterfall_api_v1_indicators__code__waterfall_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/glance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values and trends of several indicators */
        get: operations["get_glance_api_v1_indicators_glance_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/bulletin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The analysis report of a period: what is, why, what to do */
        get: operations["get_bulletin_api_v1_insight_bulletin_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** With what an outcome goes more often than chance */
        get: operations["get_causes_api_v1_insight_causes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Past cases beside the version of the flow that was in force for them */
        get: operations["get_conformance_api_v1_insight_conformance_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger of disputes: who returned what to whom, on which basis */
        get: operations["get_disputes_api_v1_insight_disputes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/efficiency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Effect of dispatch and handling, use of limits, a row per matter */
        get: operations["get_efficiency_api_v1_insight_efficiency_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/irregular": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases handled irregularly, by rule and unit */
        get: operations["get_irregular_api_v1_insight_irregular_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What share would have been late under other limits, and a suggestion */
        get: operations["get_limits_api_v1_insight_limits_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/log.xes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The journal of cases as XES (IEEE 1849) */
        get: operations["export_log_api_v1_insight_log_xes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How cases went: graph, variants, findings of the journal */
        get: operations["get_process_api_v1_insight_process_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/process/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases of an arc or a variant */
        get: operations["get_behind_api_v1_insight_process_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/process/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sample of cases to play again on the process map */
        get: operations["get_tokens_api_v1_insight_process_tokens_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Past cases played again with something changed */
        post: operations["post_replay_api_v1_insight_replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Replies found wanting, by unit and reason */
        get: operations["get_replies_api_v1_insight_replies_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insight/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a matter could become finer ones, and what that would mean */
        get: operations["get_split_api_v1_insight_split_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hard matters, newest first */
        get: operations["get_knots_api_v1_knots_get"];
        put?: never;
        /** Admit cases as a hard matter */
        post: operations["post_knot_api_v1_knots_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/{knot}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A hard matter with its steps, notes and cases */
        get: operations["get_knot_api_v1_knots__knot__get"];
        /** Change how it is handled */
        put: operations["put_knot_api_v1_knots__knot__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/{knot}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add cases */
        post: operations["post_cases_api_v1_knots__knot__cases_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/{knot}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a hard matter */
        post: operations["post_end_api_v1_knots__knot__end_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/{knot}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down how it goes */
        post: operations["post_note_api_v1_knots__knot__notes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/{knot}/steps/{at}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A step is done */
        post: operations["post_step_api_v1_knots__knot__steps__at__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases that meet a criterion, with reasons */
        get: operations["get_candidates_api_v1_knots_candidates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/candidates/{number}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a case off the candidates */
        post: operations["post_dismiss_api_v1_knots_candidates__number__dismiss_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/candidates/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for candidates now, in the whole period */
        post: operations["post_look_api_v1_knots_candidates_look_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knots/criteria": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the criteria */
        put: operations["put_criteria_api_v1_knots_criteria_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/language/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What texts say: tags, elements, subjects, matter */
        post: operations["read_texts_api_v1_language_read_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Latest values of many devices */
        get: operations["get_latest_api_v1_latest_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checkpoint */
        get: operations["checkpoint_api_v1_ledger_checkpoint_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consistency */
        get: operations["consistency_api_v1_ledger_consistency_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys */
        get: operations["keys_api_v1_ledger_keys_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proof */
        get: operations["proof_api_v1_ledger_proof_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify */
        post: operations["verify_api_v1_ledger_verify_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live */
        get: operations["live_api_v1_live_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe */
        get: operations["describe_api_v1_map_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map/tiles/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tile */
        get: operations["tile_api_v1_map_tiles__z___x___y__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue of matters; q searches by code, name or free text */
        get: operations["list_matters_api_v1_matters_get"];
        put?: never;
        /** Create an entry or a new version of one */
        post: operations["post_matter_api_v1_matters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry of the catalogue with its versions */
        get: operations["one_matter_api_v1_matters__key__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{key}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish or retire an entry */
        post: operations["post_status_api_v1_matters__key__status_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What foreign codes mean */
        get: operations["list_mappings_api_v1_matters_mappings_get"];
        /** Say what a foreign code means */
        put: operations["put_mapping_api_v1_matters_mappings_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/unmapped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Foreign codes that no mapping knows, most frequent first */
        get: operations["list_unmapped_api_v1_matters_unmapped_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Me */
        get: operations["me_api_v1_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a picture, recording or document as evidence */
        post: operations["upload_api_v1_media_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/{media}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An attached file */
        get: operations["show_api_v1_media__media__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models and rules of the machine, by task */
        get: operations["get_models_api_v1_models_get"];
        put?: never;
        /** Register a model of a kind */
        post: operations["post_model_api_v1_models_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version with its card, steps and counts */
        get: operations["get_model_api_v1_models__version__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{version}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish, shadow, retire or tune */
        post: operations["post_act_api_v1_models__version__acts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the published model of a task */
        post: operations["post_infer_api_v1_models_infer_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Limit and price of a client's calls */
        put: operations["put_limit_api_v1_models_limits_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/metering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls by client, day and version */
        get: operations["get_metering_api_v1_models_metering_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls that wait and that run */
        get: operations["get_queue_api_v1_models_queue_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish what was published before */
        post: operations["post_roll_back_api_v1_models_roll_back_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notifications */
        get: operations["notifications_api_v1_notifications_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count Notifications */
        get: operations["count_notifications_api_v1_notifications_count_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read Notifications */
        post: operations["read_notifications_api_v1_notifications_read_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Observations of devices */
        get: operations["get_observations_api_v1_observations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/observations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Observations as a table */
        get: operations["export_observations_api_v1_observations_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export */
        get: operations["export_api_v1_organisation_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import Files */
        post: operations["import_files_api_v1_organisation_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Template */
        get: operations["template_api_v1_organisation_template_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Persons */
        get: operations["list_persons_api_v1_persons_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Person */
        get: operations["get_person_api_v1_persons__code__get"];
        /** Put Person */
        put: operations["put_person_api_v1_persons__code__put"];
        post?: never;
        /** Delete Person */
        delete: operations["delete_person_api_v1_persons__code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{code}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase Person */
        delete: operations["erase_person_api_v1_persons__code__data_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an address may mean: areas, roads, named places */
        get: operations["find_places_api_v1_places_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What many addresses or texts mean, each with candidates */
        post: operations["resolve_places_api_v1_places_resolve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The library of plans */
        get: operations["get_plans_api_v1_plans_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plan with its versions and what its use advises */
        get: operations["get_plan_api_v1_plans__code__get"];
        /** Write a plan */
        put: operations["put_plan_api_v1_plans__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{code}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a draft */
        post: operations["post_approve_api_v1_plans__code__approve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{code}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a draft */
        post: operations["post_refuse_api_v1_plans__code__refuse_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{code}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retire a plan */
        post: operations["post_retire_api_v1_plans__code__retire_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans in force, as a file */
        get: operations["get_export_api_v1_plans_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take plans of a file as drafts */
        post: operations["post_import_api_v1_plans_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Words of plans: conditions, kinds of steps, fields of texts */
        get: operations["get_vocabulary_api_v1_plans_vocabulary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Posts */
        get: operations["list_posts_api_v1_posts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Post */
        put: operations["put_post_api_v1_posts__code__put"];
        post?: never;
        /** Delete Post */
        delete: operations["delete_post_api_v1_posts__code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is on duty, and where */
        get: operations["get_presence_api_v1_presence_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Am I on duty */
        get: operations["get_own_api_v1_presence_me_get"];
        put?: never;
        /** Go on duty */
        post: operations["begin_api_v1_presence_me_post"];
        /** Go off duty */
        delete: operations["end_api_v1_presence_me_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence/me/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Where I am now */
        put: operations["put_position_api_v1_presence_me_position_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All products with their thing models */
        get: operations["get_products_api_v1_products_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product */
        get: operations["get_product_api_v1_products__code__get"];
        /** Create or change a product */
        put: operations["put_product_api_v1_products__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{code}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product as a file */
        get: operations["get_export_api_v1_products__code__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{code}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of a product */
        get: operations["get_versions_api_v1_products__code__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look ahead */
        post: operations["post_check_api_v1_products_check_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a file as a draft */
        post: operations["post_read_api_v1_products_read_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposed changes, newest first */
        get: operations["get_proposals_api_v1_proposals_get"];
        put?: never;
        /** Propose a change */
        post: operations["post_proposal_api_v1_proposals_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A proposed change with its figures and its effect */
        get: operations["get_proposal_api_v1_proposals__proposal__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a proposal */
        post: operations["post_accept_api_v1_proposals__proposal__accept_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/applied": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that people carried it out */
        post: operations["post_applied_api_v1_proposals__proposal__applied_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a proposal */
        post: operations["post_refuse_api_v1_proposals__proposal__refuse_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a draft to those who decide */
        post: operations["post_send_api_v1_proposals__proposal__send_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a proposal back */
        post: operations["post_withdraw_api_v1_proposals__proposal__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulletins for everybody */
        get: operations["get_public_api_v1_public_bulletins_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bulletin for everybody */
        get: operations["get_public_file_api_v1_public_bulletins__key__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/cases/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a case stands, for its reporter */
        get: operations["follow_case_api_v1_public_cases__number__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/cases/{number}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate a closed case */
        post: operations["rate_api_v1_public_cases__number__rating_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/cases/{number}/supplement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add what was asked for */
        post: operations["supplement_api_v1_public_cases__number__supplement_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/heat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many cases each square of the city had, without showing anybody's home */
        get: operations["heat_api_v1_public_heat_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open problems around a place, as everybody may see them */
        get: operations["near_api_v1_public_near_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/near/{number}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Want an open problem solved too */
        post: operations["vote_api_v1_public_near__number__vote_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in a report as a citizen */
        post: operations["hand_in_api_v1_public_reports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/reports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The case number of a report just handed in */
        get: operations["follow_report_api_v1_public_reports__report__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/voters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a device votes with */
        post: operations["new_voter_api_v1_public_voters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ready */
        get: operations["ready_api_v1_ready_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports of a source */
        get: operations["find_reports_api_v1_reports_get"];
        put?: never;
        /** Hand in a report */
        post: operations["hand_in_api_v1_reports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One report */
        get: operations["one_report_api_v1_reports__report__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{report}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase the personal data of a report (role security) */
        post: operations["erase_api_v1_reports__report__erasure_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The responsibility list, or who is responsible at a place */
        get: operations["list_responsibilities_api_v1_responsibilities_get"];
        put?: never;
        /** Draft a responsibility entry */
        post: operations["post_responsibility_api_v1_responsibilities_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/{entry}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a draft of somebody else */
        post: operations["post_approve_api_v1_responsibilities__entry__approve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/{entry}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an entry, or withdraw a draft */
        post: operations["post_end_api_v1_responsibilities__entry__end_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leaves for which nobody is responsible */
        get: operations["list_gaps_api_v1_responsibilities_gaps_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is responsible for a matter at a place on a day */
        get: operations["resolve_responsibility_api_v1_responsibilities_resolve_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The responsibility list as CSV or Excel */
        get: operations["export_sheet_api_v1_responsibilities_sheet_get"];
        put?: never;
        /** Import responsibilities, all or nothing */
        post: operations["import_sheet_api_v1_responsibilities_sheet_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Roles */
        get: operations["list_roles_api_v1_roles_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sets of samples */
        get: operations["get_sets_api_v1_samples_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One set: counts, agreement, versions */
        get: operations["get_set_api_v1_samples__code__get"];
        /** Make or change a set */
        put: operations["put_set_api_v1_samples__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw texts from closed cases */
        post: operations["post_cases_api_v1_samples__code__cases_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring in texts of a CSV or XLSX file */
        post: operations["post_file_api_v1_samples__code__file_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The next text for the caller */
        get: operations["get_next_api_v1_samples__code__next_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/sort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the published model of a set */
        post: operations["post_sort_api_v1_samples__code__sort_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze a version */
        post: operations["post_version_api_v1_samples__code__versions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/versions/{number}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a version is what was frozen */
        get: operations["get_check_api_v1_samples__code__versions__number__check_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{code}/versions/{number}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version as CSV or Excel */
        get: operations["get_file_api_v1_samples__code__versions__number__file_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/texts/{item}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Label a text, or settle */
        put: operations["put_label_api_v1_samples_texts__item__label_put"];
        post?: never;
        /** Take one's own label back */
        delete: operations["delete_label_api_v1_samples_texts__item__label_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensing/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** States of the city by means of sensing */
        get: operations["get_coverage_api_v1_sensing_coverage_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensing/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How fresh each product's data are */
        get: operations["get_feeds_api_v1_sensing_feeds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensing/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How well each owner's devices work */
        get: operations["get_figures_api_v1_sensing_figures_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensing/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices with their status, now or at a moment */
        get: operations["get_picture_api_v1_sensing_picture_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign In */
        post: operations["sign_in_api_v1_session_post"];
        /** Sign Out */
        delete: operations["sign_out_api_v1_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Early signs, newest first, and how earlier ones ended */
        get: operations["get_signs_api_v1_signs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs/{sign}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a sign */
        post: operations["post_close_api_v1_signs__sign__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The limits of signs, and how they came to be */
        get: operations["get_limits_api_v1_signs_limits_get"];
        /** Set the limits of signs */
        put: operations["put_limits_api_v1_signs_limits_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs/limits/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What limits would have told in the last 30 days */
        post: operations["post_preview_api_v1_signs_limits_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Boards of stations */
        get: operations["get_boards_api_v1_stations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{board}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stations of a board as they are now */
        get: operations["get_board_api_v1_stations__board__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases counted by one of their properties */
        get: operations["case_stats_api_v1_stats_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks that wait for the caller's unit, the most urgent first */
        get: operations["list_tasks_api_v1_tasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in readings */
        post: operations["hand_in_api_v1_telemetry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much waits to be settled */
        get: operations["get_inbox_api_v1_telemetry_inbox_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Tokens */
        get: operations["list_tokens_api_v1_tokens_get"];
        put?: never;
        /** Create Token */
        post: operations["create_token_api_v1_tokens_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke */
        delete: operations["revoke_api_v1_tokens__key__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hot topics of a period, and near repeats */
        get: operations["get_topics_api_v1_topics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Units */
        get: operations["list_units_api_v1_units_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units-of-measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units that properties may have (UCUM) */
        get: operations["get_units_api_v1_units_of_measure_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Unit */
        get: operations["get_unit_api_v1_units__code__get"];
        /** Put Unit */
        put: operations["put_unit_api_v1_units__code__put"];
        post?: never;
        /** Delete Unit */
        delete: operations["delete_unit_api_v1_units__code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved views of the list of cases: one's own and the unit's */
        get: operations["list_views_api_v1_views_get"];
        put?: never;
        /** Save a view; one's own of that name is replaced */
        post: operations["save_view_api_v1_views_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a view of one's own */
        delete: operations["forget_view_api_v1_views__view__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts on indicators, the open and gravest first */
        get: operations["get_alerts_api_v1_vitals_alerts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/alerts/{alert}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an alert with its result */
        post: operations["post_close_api_v1_vitals_alerts__alert__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/outlook/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an indicator is expected to be */
        get: operations["get_outlook_api_v1_vitals_outlook__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules on indicators and their versions */
        get: operations["get_rules_api_v1_vitals_rules_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/rules/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store a version of a rule */
        put: operations["put_rule_api_v1_vitals_rules__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/rules/{code}/rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a rule on the past */
        post: operations["post_rehearse_api_v1_vitals_rules__code__rehearse_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/rules/{code}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a rule watch, or not */
        post: operations["post_switch_api_v1_vitals_rules__code__switch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stages, actions with the schema of their bodies, roles, error codes */
        get: operations["vocabulary_api_v1_vocabulary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything a wall counts, of one instant */
        get: operations["get_wall_api_v1_wall_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In which months how many cases were opened */
        get: operations["get_history_api_v1_wall_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scenes and plan that packs bring */
        get: operations["get_scenes_api_v1_wall_scenes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/screens/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a screen shows */
        get: operations["get_screen_api_v1_wall_screens__name__get"];
        /** Switch a screen */
        put: operations["put_screen_api_v1_wall_screens__name__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/tiles/history/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where cases were opened */
        get: operations["get_history_tile_api_v1_wall_tiles_history__z___x___y__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/tiles/live/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where cases are being worked on */
        get: operations["get_live_tile_api_v1_wall_tiles_live__z___x___y__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warning-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates of warnings */
        get: operations["get_templates_api_v1_warning_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warning-templates/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store a template */
        put: operations["put_template_api_v1_warning_templates__code__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warning-templates/{code}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a template */
        get: operations["get_versions_api_v1_warning_templates__code__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warning-templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A template filled in, before it is saved */
        post: operations["post_preview_api_v1_warning_templates_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published warnings, newest first */
        get: operations["get_warnings_api_v1_warnings_get"];
        put?: never;
        /** Draft a warning */
        post: operations["post_warning_api_v1_warnings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warnings/{warning}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One warning */
        get: operations["get_warning_api_v1_warnings__warning__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warnings/{warning}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do something with a warning */
        post: operations["post_act_api_v1_warnings__warning__acts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warnings/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Levels, stages, acts and fields of warnings */
        get: operations["get_vocabulary_api_v1_warnings_vocabulary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Watch orders, newest first */
        get: operations["get_orders_api_v1_watch_orders_get"];
        put?: never;
        /** Give a watch order */
        post: operations["post_order_api_v1_watch_orders_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch-orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One watch order with its hits */
        get: operations["get_order_api_v1_watch_orders__order__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch-orders/{order}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a watch order */
        post: operations["post_end_api_v1_watch_orders__order__end_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch-orders/{order}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the end */
        post: operations["post_extend_api_v1_watch_orders__order__extend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AccountBody */
        AccountBody: {
            /** Area */
            area?: string | null;
            /** Person */
            person?: string | null;
            /** Roles */
            roles: string[];
            /** Unit */
            unit?: string | null;
        };
        /** ActBody */
        ActBody: {
            /** Reason */
            reason: string;
            /** Unit */
            unit?: string | null;
        };
        /** ActsBody */
        ActsBody: {
            action: string;
            alarms: string[];
            assignee?: string | null;
            of?: string | null;
            text?: string | null;
            verdict?: string | null;
        };
        /** AddressesBody */
        AddressesBody: {
            /**
             * Limit
             * @default 5
             */
            limit?: number;
            /** Texts */
            texts: string[];
        };
        /** AdmitBody */
        AdmitBody: {
            cases: string[];
            handling: components["schemas"]["Handling"];
        };
        /** AgainLimit */
        AgainLimit: {
            /** @default 3 */
            cases?: number;
            /** @default 30 */
            days?: number;
            /** @default true */
            on?: boolean;
        };
        /** AnswerBody */
        AnswerBody: {
            /** @default {} */
            output?: {
                [key: string]: string | number | boolean | null;
            };
            /** @enum {unknown} */
            state: "done" | "failed" | "received";
            /** @default  */
            words?: string;
        };
        /** AnswerData */
        AnswerData: {
            /** Key */
            key: string;
            /** Name */
            name: string;
        };
        /** AppealBody */
        AppealBody: {
            cases: string[];
            evidence: string;
            /** @enum {unknown} */
            grounds: "force_majeure" | "not_duty" | "other" | "repeated" | "system" | "uncooperative" | "unreasonable";
            object: string;
            period: string;
            reason: string;
            scheme: string;
        };
        /** AreaBody */
        AreaBody: {
            /**
             * Crs
             * @default wgs84
             * @enum {string}
             */
            crs?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** Grade */
            grade?: ("A" | "B" | "C") | null;
            /** Level */
            level?: ("city" | "district" | "street" | "community" | "grid") | null;
            /** Name */
            name: string;
            /** Parent */
            parent?: string | null;
            /** Polygon */
            polygon?: {
                [key: string]: unknown;
            } | null;
        };
        /** AskBody */
        AskBody: {
            /** Devices */
            devices: string[];
            /** Purpose */
            purpose: string;
        };
        /** Beat */
        Beat: {
            /** @default 0 */
            alarms?: number;
            bundle?: string | null;
            /** @default 0 */
            disk?: number;
            /** Format: uuid */
            journal: string;
            /** @default 0 */
            memory?: number;
            /** @default 0 */
            oldest?: number;
            /** @default  */
            program?: string;
            /** @default 0 */
            waiting?: number;
        };
        /** Body_import_file_api_v1_devices_import_post */
        Body_import_file_api_v1_devices_import_post: {
            /** File */
            file: string;
            /**
             * Trial
             * @default false
             */
            trial?: boolean;
        };
        /** Body_import_files_api_v1_organisation_import_post */
        Body_import_files_api_v1_organisation_import_post: {
            /**
             * Complete
             * @default false
             */
            complete?: boolean;
            /**
             * Crs
             * @default wgs84
             * @enum {string}
             */
            crs?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** File */
            file: string[];
            /**
             * Trial
             * @default false
             */
            trial?: boolean;
        };
        /** Body_import_sheet_api_v1_responsibilities_sheet_post */
        Body_import_sheet_api_v1_responsibilities_sheet_post: {
            /** File */
            file: string;
        };
        /** Body_post_file_api_v1_samples__code__file_post */
        Body_post_file_api_v1_samples__code__file_post: {
            /** File */
            file: string;
        };
        /** Body_post_import_api_v1_indicator_sources__code__imports_post */
        Body_post_import_api_v1_indicator_sources__code__imports_post: {
            /** File */
            file: string;
        };
        /** Body_post_read_api_v1_products_read_post */
        Body_post_read_api_v1_products_read_post: {
            /** File */
            file: string;
        };
        /** BreakBlock */
        BreakBlock: {
            /** @enum {unknown} */
            kind: "break";
        };
        /** BufferBody */
        BufferBody: {
            /**
             * Crs
             * @default wgs84
             * @enum {string}
             */
            crs?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** Geometry */
            geometry: components["schemas"]["PointShape"] | components["schemas"]["LineShape"] | components["schemas"]["PolygonShape"];
            /**
             * Limit
             * @default 200
             */
            limit?: number;
            /** Metres */
            metres: number;
        };
        /** BurstLimit */
        BurstLimit: {
            /** @default 2 */
            factor?: number;
            /** @default 4 */
            least?: number;
            /** @default true */
            on?: boolean;
        };
        /** Card */
        Card: {
            /** @default {} */
            against?: Record<string, never>;
            code_version: string;
            data_version: string;
            gives: string;
            licence: string;
            /** @default  */
            measured?: string;
            /** @default {} */
            metrics?: Record<string, never>;
            owner: string;
            /** @default {} */
            settings?: {
                [key: string]: number;
            };
            takes: string;
            title_en: string;
            title_zh: string;
        };
        /** CasesBlock */
        CasesBlock: {
            indicator: string;
            /** @enum {unknown} */
            kind: "cases";
            /** @default 20 */
            most?: number;
            /**
             * @default rest
             * @enum {unknown}
             */
            side?: "denominator" | "missing" | "numerator" | "rest";
            title: string;
            /** @default  */
            title_en?: string;
        };
        /** CasesBody */
        CasesBody: {
            cases: string[];
        };
        /** ChartBlock */
        ChartBlock: {
            /** @default 12 */
            back?: number;
            /** @enum {unknown} */
            by: "area" | "channel" | "matter" | "time" | "unit";
            /**
             * @default month
             * @enum {unknown}
             */
            grain?: "day" | "month" | "quarter" | "week" | "year";
            indicators: string[];
            /** @enum {unknown} */
            kind: "chart";
            /** @default 15 */
            most?: number;
            /**
             * @default bar
             * @enum {unknown}
             */
            shape?: "bar" | "column" | "line";
            title: string;
            /** @default  */
            title_en?: string;
        };
        /** CityBody */
        CityBody: {
            /** Code */
            code: string;
            /**
             * Crs
             * @default wgs84
             * @enum {string}
             */
            crs?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** Lat */
            lat?: number | null;
            /** Lon */
            lon?: number | null;
            /** Name */
            name: string;
            /**
             * Name En
             * @default
             */
            name_en?: string;
            /**
             * Timezone
             * @default Asia/Shanghai
             */
            timezone?: string;
        };
        /** CloseBody */
        CloseBody: {
            /** @default  */
            remark?: string;
            /** @enum {unknown} */
            result: "false" | "handled" | "known";
        };
        /** CollectBody */
        CollectBody: {
            /** @default  */
            area?: string;
            /** @default  */
            matter?: string;
            /** @default 200 */
            most?: number;
            opened_from: string;
            opened_to?: string | null;
        };
        /** CommandDraft */
        CommandDraft: {
            device: string;
            expires_s?: number | null;
            function: string;
            id?: string | null;
            reason: string;
            /** @default {} */
            values?: {
                [key: string]: string | number | boolean | null;
            };
        };
        /** ComparisonBlock */
        ComparisonBlock: {
            /**
             * @default [
             *       "last",
             *       "year"
             *     ]
             */
            against?: ("last" | "year")[];
            /** @default 0 */
            flat?: number;
            indicators: string[];
            /** @enum {unknown} */
            kind: "comparison";
        };
        /** Condition */
        Condition: {
            name: string;
            /** @default false */
            negate?: boolean;
            /** @default {} */
            params?: Record<string, never>;
        };
        /** Confirm */
        Confirm: {
            /** @default 1 */
            m?: number;
            /** @default 1 */
            n?: number;
            /** @default 300 */
            within_s?: number;
        };
        /** Confirmation */
        Confirmation: {
            level: number;
            plan: string;
            steps: components["schemas"]["Order"][];
            version: number;
        };
        /** Content */
        Content: {
            areas: string[];
            /**
             * @default Other
             * @enum {unknown}
             */
            category?: "CBRNE" | "Env" | "Fire" | "Geo" | "Health" | "Infra" | "Met" | "Other" | "Rescue" | "Safety" | "Security" | "Transport";
            /** @default  */
            hazard?: string;
            /** @enum {unknown} */
            level: "blue" | "orange" | "red" | "yellow";
            receivers: components["schemas"]["Receiver"][];
            remind_minutes?: number | null;
            /** @default false */
            sms?: boolean;
            text: string;
            title: string;
            /** Format: date-time */
            valid_from: string;
            /** Format: date-time */
            valid_until: string;
        };
        /** Criteria */
        Criteria: {
            /** @default 180 */
            days?: number;
            /** @default 3 */
            dispatches?: number;
            /** @default 3 */
            extended?: number;
            /** @default 120 */
            overdue_hours?: number;
            /** @default 4 */
            reports?: number;
            /** @default 2 */
            returned?: number;
            /** @default 2 */
            reworks?: number;
            /** @default 3 */
            supervised?: number;
            /** @default true */
            unresolved?: boolean;
        };
        /** CriteriaBody */
        CriteriaBody: {
            criteria: components["schemas"]["Criteria"];
            reason: string;
        };
        /** Criterion */
        Criterion: {
            /**
             * @default day
             * @enum {unknown}
             */
            grain?: "day" | "month" | "week";
            /** @default  */
            indicator?: string;
            /**
             * @default red
             * @enum {unknown}
             */
            level?: "blue" | "orange" | "red" | "yellow";
            /** @default 0 */
            limit?: number;
            /** @enum {unknown} */
            of: "alarms" | "alerts" | "indicator" | "warnings";
            /**
             * @default above
             * @enum {unknown}
             */
            side?: "above" | "below";
        };
        /** DecideBody */
        DecideBody: {
            /** Grant */
            grant: boolean;
            /**
             * Reason
             * @default
             */
            reason?: string;
            /** Until */
            until?: string | null;
        };
        /** DecisionBody */
        DecisionBody: {
            accepted: boolean;
            /** @default  */
            remark?: string;
        };
        /** DeclareBody */
        DeclareBody: {
            reason: string;
            seq: number;
            stage: number;
        };
        /** DeviceDraft */
        DeviceDraft: {
            /** @default  */
            address?: string;
            area?: string | null;
            /** @default {} */
            attributes?: {
                [key: string]: string | number | boolean | null;
            };
            city_state?: ("crowd" | "economy" | "energy" | "environment" | "safety" | "traffic") | null;
            code: string;
            gateway?: string | null;
            keeper?: string | null;
            lat?: number | null;
            lon?: number | null;
            means?: ("active" | "fixed" | "mobile" | "passive") | null;
            name: string;
            product: string;
            source?: ("air" | "ground" | "mobile" | "space") | null;
            /** @default [] */
            tags?: string[];
            unit?: string | null;
        };
        /** Dispatch */
        Dispatch: {
            /** @enum {unknown} */
            at: "blue" | "orange" | "red" | "yellow";
            matter?: string | null;
        };
        /** DraftBody */
        DraftBody: {
            indicator: Record<string, never>;
            /** @default [] */
            measures?: Record<string, never>[];
        };
        /** DraftDecisionBody */
        DraftDecisionBody: {
            publish: boolean;
            /** @default  */
            why?: string;
        };
        /** DutyChange */
        DutyChange: {
            area?: string | null;
            /** @enum {unknown} */
            kind: "duty";
            matter: string;
            source: string;
            target: string;
        };
        /** EdgeDevicesBody */
        EdgeDevicesBody: {
            devices: string[];
        };
        /** EdgeRevokeBody */
        EdgeRevokeBody: {
            reason: string;
        };
        /** EditBody */
        EditBody: {
            text: string;
        };
        /** EndBody */
        EndBody: {
            /**
             * Valid To
             * Format: date
             */
            valid_to: string;
        };
        /** Enrol */
        Enrol: {
            /** Format: uuid */
            journal: string;
            key: string;
            /** @default  */
            program?: string;
        };
        /** EntriesBody */
        EntriesBody: {
            entries: components["schemas"]["Given"][];
        };
        /** Entry */
        Entry: [
            number,
            number,
            "confirm" | "readings" | "signal",
            string
        ];
        /** Erasure */
        Erasure: {
            /** Basis */
            basis: string;
            /**
             * Words
             * @default true
             */
            words?: boolean;
        };
        /** ExtendBody */
        ExtendBody: {
            /** Format: date-time */
            ends_at: string;
            reason: string;
        };
        Failure: {
            error: {
                code: string;
                field?: string;
                message: {
                    en: string;
                    zh: string;
                };
            };
        };
        /** Feedback */
        Feedback: {
            attitude?: number | null;
            /** @default  */
            comment?: string;
            /** @default [] */
            media?: string[];
            receipt: string;
            result?: number | null;
            satisfaction?: number | null;
            speed?: number | null;
            /** @default  */
            text?: string;
        };
        /** FindingBlock */
        FindingBlock: {
            /** @default  */
            advice?: string;
            /** @default  */
            advice_en?: string;
            /**
             * @default unit
             * @enum {unknown}
             */
            by?: "area" | "channel" | "matter" | "unit";
            indicator: string;
            /** @enum {unknown} */
            kind: "finding";
            /** @default 3 */
            most?: number;
        };
        /** FindingsBody */
        FindingsBody: {
            items: Record<string, never>[];
        };
        /** FreezeBody */
        FreezeBody: {
            period: string;
            scheme: string;
        };
        /** Function */
        Function: {
            code: string;
            /** @default false */
            dangerous?: boolean;
            /** @default 600 */
            expires_s?: number;
            /** @default {} */
            input?: {
                [key: string]: string | components["schemas"]["Parameter"];
            };
            name: string;
            /** @default  */
            name_en?: string;
            /** @default {} */
            output?: {
                [key: string]: string;
            };
        };
        /** GatherBody */
        GatherBody: {
            period: string;
        };
        /** Given */
        Given: {
            /** @default  */
            area?: string;
            period: string;
            values: {
                [key: string]: string | number | null;
            };
            /** @default  */
            why?: string;
        };
        /** GroupLimit */
        GroupLimit: {
            /** @default 7 */
            days?: number;
            /** @default true */
            on?: boolean;
            /** @default 5 */
            people?: number;
        };
        /** Handling */
        Handling: {
            area?: string | null;
            /** @default 48 */
            assist_hours?: number;
            /** @default [] */
            assists?: string[];
            /** @default  */
            basis?: string;
            /** Format: date */
            deadline: string;
            lead: string;
            owner?: string | null;
            plan?: string | null;
            /** @default [] */
            steps?: components["schemas"]["StepBody"][];
            title: string;
        };
        /** Happened */
        Happened: {
            /** @default {} */
            data?: Record<string, never>;
            name: string;
        };
        /** Happening */
        Happening: {
            code: string;
            /** @default {} */
            data?: {
                [key: string]: string;
            };
            name: string;
            /** @default  */
            name_en?: string;
        };
        /** Head */
        Head: {
            head: string;
            /** @default  */
            head_en?: string;
            /** @default  */
            issue?: string;
            /** @default  */
            issue_en?: string;
            /** @default  */
            organ?: string;
            /** @default  */
            organ_en?: string;
        };
        /** HeadingBlock */
        HeadingBlock: {
            /** @enum {unknown} */
            kind: "heading";
            /** @default 2 */
            level?: number;
            text: string;
            /** @default  */
            text_en?: string;
        };
        /** HotLimit */
        HotLimit: {
            /** @default 7 */
            days?: number;
            /** @default 30 */
            heat?: number;
            /** @default true */
            on?: boolean;
        };
        /** InferBody */
        InferBody: {
            inputs: components["schemas"]["Tensor"][];
            /**
             * @default 2
             * @enum {unknown}
             */
            priority?: 0 | 1 | 2 | 3;
            /** @default  */
            scope?: string;
            task: string;
            /** @default 30 */
            within_s?: number;
        };
        /** JudgeBody */
        JudgeBody: {
            label: string;
            /**
             * @default label
             * @enum {unknown}
             */
            role?: "label" | "settle";
        };
        /** KeyArea */
        KeyArea: {
            /** @default [] */
            areas?: string[];
            /** Format: date */
            begins: string;
            /** Format: date */
            ends: string;
            /** @default 1 */
            least?: number;
            /** @default [] */
            matters?: string[];
            name: string;
            /** @default [] */
            polygon?: [
                number,
                number
            ][];
        };
        /** KeyBody */
        KeyBody: {
            /**
             * Label
             * @default
             */
            label?: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "device" | "gateway" | "product";
            /** Subject */
            subject: string;
            /** Until */
            until?: string | null;
        };
        /** Label */
        Label: {
            code: string;
            name: string;
        };
        /** LevelRule */
        LevelRule: {
            clear?: Record<string, never> | null;
            /** @default 0 */
            clear_lasting?: number;
            /** @default 0 */
            lasting?: number;
            /** @enum {unknown} */
            level: "blue" | "orange" | "red" | "yellow";
            when: Record<string, never>;
        };
        /** Library */
        Library: {
            plans: components["schemas"]["Plan"][];
        };
        /** LimitBody */
        LimitBody: {
            /** @default  */
            client?: string;
            per_day: number;
            /** @default 0 */
            price?: number;
        };
        /** LimitChange */
        LimitChange: {
            amount: number;
            area?: string | null;
            /** @default handle */
            clock?: string;
            /** @enum {unknown} */
            kind: "limit";
            matter?: string | null;
            unit: components["schemas"]["TimeUnit"];
        };
        /** LimitData */
        LimitData: {
            /** Amount */
            amount: number;
            /**
             * Unit
             * @enum {string}
             */
            unit: "work_hour" | "urgent_hour" | "work_day" | "natural_day" | "natural_hour";
        };
        /** Limits */
        Limits: {
            clear: number;
            /** @enum {unknown} */
            kind: "dynamic" | "static";
            levels: {
                [key: string]: number;
            };
            /** @default 8 */
            memory?: number;
        };
        /** LimitsBody */
        LimitsBody: {
            limits: components["schemas"]["Limits"];
            reason: string;
            version: number;
        };
        /** LineShape */
        LineShape: {
            /** Coordinates */
            coordinates: [
                number,
                number
            ][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LineString";
        };
        /** LocateBody */
        LocateBody: {
            /**
             * Crs
             * @default wgs84
             * @enum {string}
             */
            crs?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** Points */
            points: [
                number,
                number
            ][];
        };
        /** MakeBody */
        MakeBody: {
            area?: string | null;
            /**
             * @default zh
             * @enum {unknown}
             */
            language?: "en" | "zh";
            period: string;
            template: string;
            unit?: string | null;
        };
        /** MappingBody */
        MappingBody: {
            /** Code */
            code: string;
            /** Matter */
            matter: string;
            /** Source */
            source: string;
        };
        /** Matcher */
        Matcher: {
            label: string;
            /**
             * @default =
             * @enum {unknown}
             */
            op?: "!=" | "!~" | "=" | "=~";
            /** @default  */
            value?: string;
        };
        /** MatrixBody */
        MatrixBody: {
            matrix: number[][];
        };
        /** MatterBody */
        MatterBody: {
            /**
             * Closing Standard
             * @default
             */
            closing_standard?: string;
            /** Code */
            code: string;
            /**
             * Dispatch Mode
             * @default smart
             * @enum {string}
             */
            dispatch_mode?: "manual" | "auto" | "smart" | "assisted";
            /**
             * Evidence Required
             * @default false
             */
            evidence_required?: boolean;
            /**
             * Filing Standard
             * @default
             */
            filing_standard?: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "matter" | "component";
            /**
             * Leaf
             * @default true
             */
            leaf?: boolean;
            /**
             * Limits
             * @default {}
             */
            limits?: {
                [key: string]: {
                    [key: string]: components["schemas"]["LimitData"];
                };
            };
            /** Name */
            name: string;
            /** Parent */
            parent?: string | null;
            /**
             * Questions
             * @default []
             */
            questions?: components["schemas"]["QuestionData"][];
            /** Scope Area */
            scope_area?: string | null;
            /**
             * Status
             * @default published
             * @enum {string}
             */
            status?: "draft" | "published" | "retired";
            /**
             * Synonyms
             * @default []
             */
            synonyms?: string[];
            /**
             * Urgency
             * @default 1
             */
            urgency?: number;
        };
        /** Member */
        Member: {
            code: string;
            name: string;
            /** @default  */
            name_en?: string;
            value: number;
        };
        /** Merge */
        Merge: {
            /** @default 0 */
            metres?: number;
            /** @default 0 */
            within_s?: number;
        };
        /** MergeChange */
        MergeChange: {
            /** @enum {unknown} */
            kind: "merge";
            matter: string;
        };
        /** NodeDraft */
        NodeDraft: {
            area?: string | null;
            code: string;
            /** @default [] */
            devices?: string[];
            lat?: number | null;
            lon?: number | null;
            name: string;
            unit?: string | null;
        };
        /** Order */
        Order: {
            evidence?: boolean | null;
            how?: ("assist" | "dispatch" | "notify" | "supervise" | "whistle") | null;
            id?: string | null;
            minutes?: number | null;
            text?: string | null;
            title?: string | null;
            unit?: string | null;
        };
        /** OrderDraft */
        OrderDraft: {
            authority: string;
            /** Format: date-time */
            ends_at: string;
            /** @default 0 */
            lasting?: number;
            /**
             * @default orange
             * @enum {unknown}
             */
            level?: "blue" | "orange" | "red" | "yellow";
            reason: string;
            receivers: components["schemas"]["Receiver"][];
            starts_at?: string | null;
            target: components["schemas"]["Target"];
            title: string;
            when: Record<string, never>;
        };
        /** PaceChange */
        PaceChange: {
            area?: string | null;
            clock: string;
            /** @enum {unknown} */
            kind: "pace";
            matter?: string | null;
            share: number;
        };
        /** Parameter */
        Parameter: {
            high?: number | null;
            /** @default number */
            kind?: ("boolean" | "enum" | "integer" | "number") | "text";
            low?: number | null;
            /** @default [] */
            members?: components["schemas"]["Member"][];
            name: string;
            /** @default  */
            name_en?: string;
            /** @default false */
            optional?: boolean;
            /** @default 1 */
            unit?: string;
        };
        /** Part */
        Part: {
            /** @default [] */
            duties?: components["schemas"]["PartDuty"][];
            limit?: components["schemas"]["PartLimit"] | null;
            name: string;
            words: string[];
        };
        /** PartDuty */
        PartDuty: {
            area: string;
            unit: string;
        };
        /** PartLimit */
        PartLimit: {
            amount: number;
            unit: components["schemas"]["TimeUnit"];
        };
        /** PasswordBody */
        PasswordBody: {
            /** Current */
            current?: string | null;
            /** New */
            new: string;
        };
        /** PersonBody */
        PersonBody: {
            /**
             * Email
             * @default
             */
            email?: string;
            /** Name */
            name: string;
            /**
             * Phone
             * @default
             */
            phone?: string;
            /**
             * Posts
             * @default []
             */
            posts?: string[];
            /** Unit */
            unit: string;
        };
        /** Plan */
        Plan: {
            area?: string | null;
            /** @default 08:00 */
            clock?: string;
            /** @default 1 */
            day?: number;
            /**
             * @default zh
             * @enum {unknown}
             */
            language?: "en" | "zh";
            /** @default true */
            on?: boolean;
            /** @default {} */
            targets?: components["schemas"]["Targets"];
            template: string;
            unit?: string | null;
        };
        /** PointShape */
        PointShape: {
            /** Coordinates */
            coordinates: [
                number,
                number
            ];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Point";
        };
        /** PolygonShape */
        PolygonShape: {
            /** Coordinates */
            coordinates: [
                number,
                number
            ][][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Polygon";
        };
        /** Position */
        Position: {
            heading?: number | null;
            lat: number;
            lon: number;
            speed?: number | null;
        };
        /** PositionBody */
        PositionBody: {
            /** Accuracy M */
            accuracy_m?: number | null;
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
        };
        /** PostBody */
        PostBody: {
            /**
             * Duty
             * @default
             */
            duty?: string;
            /** Name */
            name: string;
            /**
             * Roles
             * @default []
             */
            roles?: string[];
            /** Unit */
            unit: string;
        };
        /** PreviewBody */
        PreviewBody: {
            /** @default [] */
            areas?: string[];
            template: components["schemas"]["Template"];
        };
        /** ProductDraft */
        ProductDraft: {
            /**
             * @default environment
             * @enum {unknown}
             */
            city_state?: "crowd" | "economy" | "energy" | "environment" | "safety" | "traffic";
            code: string;
            /** @default  */
            maker?: string;
            /**
             * @default fixed
             * @enum {unknown}
             */
            means?: "active" | "fixed" | "mobile" | "passive";
            /**
             * @default {
             *       "events": [],
             *       "functions": [],
             *       "position": false,
             *       "properties": [],
             *       "tags": []
             *     }
             */
            model?: components["schemas"]["ThingModel"];
            name: string;
            /** @default  */
            name_en?: string;
            /** @default 900 */
            offline_s?: number;
            /**
             * @default {
             *       "coarse_s": 3600,
             *       "hot": 14
             *     }
             */
            retention?: components["schemas"]["Retention"];
            /**
             * @default ground
             * @enum {unknown}
             */
            source?: "air" | "ground" | "mobile" | "space";
        };
        /** Property */
        Property: {
            code: string;
            every_s?: number | null;
            /** @default 300 */
            future_s?: number;
            high?: number | null;
            /**
             * @default number
             * @enum {unknown}
             */
            kind?: "boolean" | "enum" | "integer" | "number";
            /** @default 604800 */
            late_s?: number;
            low?: number | null;
            max_rate?: number | null;
            /** @default [] */
            members?: components["schemas"]["Member"][];
            name: string;
            /** @default  */
            name_en?: string;
            precision?: number | null;
            stuck_s?: number | null;
            /** @default 1 */
            unit?: string;
            /** @default false */
            writable?: boolean;
        };
        /** ProposalBody */
        ProposalBody: {
            area?: string | null;
            change: components["schemas"]["LimitChange"] | components["schemas"]["DutyChange"] | components["schemas"]["PaceChange"] | components["schemas"]["StaffChange"] | components["schemas"]["SplitChange"] | components["schemas"]["MergeChange"];
            channel?: string | null;
            /** Format: date */
            deadline: string;
            from?: string | null;
            matter?: string | null;
            reason: string;
            to?: string | null;
            unit?: string | null;
            /** Format: date */
            valid_from: string;
        };
        /** PublicReport */
        PublicReport: {
            address?: string | null;
            /** @default web */
            channel?: string;
            corrects?: string | null;
            crs?: string | null;
            joins?: string | null;
            lat?: number | null;
            lon?: number | null;
            matter?: string | null;
            /** @default [] */
            media?: string[];
            reporter?: components["schemas"]["ReporterInput"] | null;
            text: string;
        };
        /** QuestionBody */
        QuestionBody: {
            question: string;
            /** @default false */
            search_only?: boolean;
        };
        /** QuestionData */
        QuestionData: {
            /**
             * Answers
             * @default []
             */
            answers?: components["schemas"]["AnswerData"][];
            /** Code */
            code: string;
            /**
             * Hint
             * @default
             */
            hint?: string;
            /**
             * Kind
             * @default string
             * @enum {string}
             */
            kind?: "string" | "number" | "datetime" | "text" | "singlevaluelist" | "multivaluelist";
            /** Label */
            label: string;
            /**
             * Required
             * @default false
             */
            required?: boolean;
        };
        /** ReadBody */
        ReadBody: {
            /** All */
            all?: true | null;
            /** Ids */
            ids?: string[] | null;
        };
        /** ReasonBody */
        ReasonBody: {
            reason: string;
        };
        /** Receiver */
        Receiver: {
            code: string;
            /** @enum {unknown} */
            kind: "area" | "person" | "post" | "unit";
        };
        /** Reference */
        Reference: {
            title: string;
            /** @default  */
            where?: string;
        };
        /** RegisterBody */
        RegisterBody: {
            card: components["schemas"]["Card"];
            kind: string;
            /** @default  */
            scope?: string;
            service: Record<string, never>;
            task: string;
        };
        /** RehearseBody */
        RehearseBody: {
            rule: Record<string, never>;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
        };
        /** RemarkBody */
        RemarkBody: {
            /** @default  */
            remark?: string;
        };
        /** ReplyBody */
        ReplyBody: {
            /** Text */
            text: string;
        };
        /** ReporterInput */
        ReporterInput: {
            email?: string | null;
            name?: string | null;
            phone?: string | null;
        };
        /** ReportInput */
        ReportInput: {
            address?: string | null;
            /** @default {} */
            attributes?: Record<string, never>;
            channel?: string | null;
            crs?: string | null;
            external_id?: string | null;
            lat?: number | null;
            lon?: number | null;
            matter?: string | null;
            /** @default [] */
            media?: string[];
            reported_at?: string | null;
            reporter?: components["schemas"]["ReporterInput"] | null;
            source: string;
            text: string;
        };
        /** ReportRule */
        ReportRule: {
            /**
             * @default blue
             * @enum {unknown}
             */
            at?: "blue" | "orange" | "red" | "yellow";
            matter?: string | null;
            text_zh?: string | null;
            /**
             * @default note
             * @enum {unknown}
             */
            when_cleared?: "note" | "propose";
        };
        /** ResponsibilityBody */
        ResponsibilityBody: {
            /** Area */
            area: string;
            /**
             * Assist Units
             * @default []
             */
            assist_units?: string[];
            /** Change Basis */
            change_basis: string;
            /**
             * Closing Standard
             * @default
             */
            closing_standard?: string;
            /**
             * Duty Type
             * @default
             */
            duty_type?: string;
            /** Evidence Required */
            evidence_required?: boolean | null;
            /**
             * Filing Standard
             * @default
             */
            filing_standard?: string;
            /** Lead Unit */
            lead_unit: string;
            /**
             * Legal Basis
             * @default
             */
            legal_basis?: string;
            /**
             * Limits
             * @default {}
             */
            limits?: {
                [key: string]: {
                    [key: string]: components["schemas"]["LimitData"];
                };
            };
            /** Matter */
            matter: string;
            /**
             * Scene
             * @default
             */
            scene?: string;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to?: string | null;
        };
        /** Retention */
        Retention: {
            coarse?: number | null;
            /** @default 3600 */
            coarse_s?: number;
            /** @default 14 */
            hot?: number;
            raw?: number | null;
        };
        /** RollBackBody */
        RollBackBody: {
            /** @default  */
            reason?: string;
            /** @default  */
            scope?: string;
            task: string;
        };
        /** Rule */
        Rule: {
            /** @default  */
            advice_en?: string;
            /** @default  */
            advice_zh?: string;
            /** @default 1 */
            clear_after?: number;
            code: string;
            dispatch?: components["schemas"]["Dispatch"] | null;
            /** @default false */
            each?: boolean;
            en: string;
            /**
             * @default day
             * @enum {unknown}
             */
            grain?: "day" | "month" | "week";
            indicator: string;
            /** @default 0 */
            least?: number;
            limits: components["schemas"]["Limits"];
            /** @default 0 */
            quiet?: number;
            /** @default 1 */
            raise_after?: number;
            /** @enum {unknown} */
            side: "above" | "below";
            /** @default false */
            skip_holidays?: boolean;
            zh: string;
        };
        /** SampleSet */
        SampleSet: {
            /** @default  */
            guide?: string;
            labels: components["schemas"]["Label"][];
            name: string;
        };
        /** SavedViewBody */
        SavedViewBody: {
            /** Columns */
            columns: string[];
            /** Name */
            name: string;
            /** Query */
            query: {
                [key: string]: string;
            };
            /**
             * Shared
             * @default false
             */
            shared?: boolean;
        };
        /** Scale */
        Scale: {
            /** @default  */
            source_en?: string;
            /** @default  */
            source_zh?: string;
            stages: components["schemas"]["Stage"][];
        };
        /** ScaleBody */
        ScaleBody: {
            reason: string;
            scale: components["schemas"]["Scale"];
            version: number;
        };
        /** ScreenBody */
        ScreenBody: {
            /** Area */
            area?: string | null;
            /** Month */
            month?: string | null;
            /** Plan */
            plan?: components["schemas"]["TurnData"][] | null;
            /** Scene */
            scene?: string | null;
        };
        /** SenderLimitBody */
        SenderLimitBody: {
            /** @default  */
            client?: string;
            per_day: number;
        };
        /** SensitiveLimit */
        SensitiveLimit: {
            /** @default true */
            on?: boolean;
            /**
             * @default [
             *       "threat",
             *       "petition",
             *       "stability",
             *       "opinion"
             *     ]
             */
            tags?: string[];
            /** @default [] */
            words?: string[];
        };
        /** Sent */
        Sent: {
            entries: components["schemas"]["Entry"][];
            /** Format: uuid */
            journal: string;
        };
        /** SessionBody */
        SessionBody: {
            /** Link */
            link?: string | null;
            /** Name */
            name?: string | null;
            /** Password */
            password?: string | null;
        };
        /** SilenceBody */
        SilenceBody: {
            /** Format: date-time */
            ends_at: string;
            matchers: components["schemas"]["Matcher"][];
            reason: string;
            starts_at?: string | null;
            /** @default false */
            until_resolved?: boolean;
        };
        /** SortBody */
        SortBody: {
            texts: string[];
        };
        /** SplitChange */
        SplitChange: {
            /** @enum {unknown} */
            kind: "split";
            matter: string;
            parts: components["schemas"]["Part"][];
        };
        /** StaffChange */
        StaffChange: {
            /** @enum {unknown} */
            kind: "staff";
            places: number;
            unit: string;
        };
        /** Stage */
        Stage: {
            advice_en: string;
            advice_zh: string;
            /** @default [] */
            criteria?: components["schemas"]["Criterion"][];
            en: string;
            /**
             * @default any
             * @enum {unknown}
             */
            need?: "all" | "any";
            number: number;
            zh: string;
        };
        /** StatusBody */
        StatusBody: {
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "published" | "retired";
        };
        /** Step */
        Step: {
            /** @default  */
            basis?: string;
            /** @default false */
            evidence?: boolean;
            /** @default 1 */
            from_level?: number;
            /** @enum {unknown} */
            how: "assist" | "dispatch" | "notify" | "supervise" | "whistle";
            id: string;
            /** @default 0 */
            minutes?: number;
            /** @default  */
            text?: string;
            title: string;
            who: components["schemas"]["Who"];
        };
        /** StepBody */
        StepBody: {
            /** @default  */
            remark?: string;
            targets?: components["schemas"]["Targets"] | null;
        };
        /** Strategy */
        Strategy: {
            /**
             * @default {
             *       "m": 1,
             *       "n": 1,
             *       "within_s": 300
             *     }
             */
            confirm?: components["schemas"]["Confirm"];
            /** @default 0 */
            debounce_s?: number;
            /** @default  */
            en?: string;
            /** @default true */
            enabled?: boolean;
            kind: string;
            /** @default 0.5 */
            least_confidence?: number;
            /** @default [] */
            map_region?: [
                number,
                number
            ][];
            matter?: string | null;
            /**
             * @default {
             *       "metres": 0,
             *       "within_s": 0
             *     }
             */
            merge?: components["schemas"]["Merge"];
            /** @default [] */
            picture_region?: [
                number,
                number
            ][];
            /** @default [] */
            sites?: string[];
            /** @default 智能发现：{site} 疑似{kind}（置信度 {confidence}） */
            text?: string;
            /** @default [] */
            times?: components["schemas"]["Times"][];
            zh: string;
        };
        /** Subject */
        Subject: {
            area?: string | null;
            area_level?: string | null;
            /** @default [] */
            devices?: string[];
            product?: string | null;
            /** @default [] */
            tags?: string[];
            /**
             * @default device
             * @enum {unknown}
             */
            together?: "all" | "area" | "device";
        };
        /** SwitchBody */
        SwitchBody: {
            on: boolean;
            version: number;
        };
        /** TableBlock */
        TableBlock: {
            /** @enum {unknown} */
            by: "area" | "channel" | "matter" | "time" | "unit";
            change?: ("last" | "year") | null;
            /**
             * @default month
             * @enum {unknown}
             */
            grain?: "day" | "month" | "quarter" | "week" | "year";
            indicators: string[];
            /** @enum {unknown} */
            kind: "table";
            /** @default 30 */
            most?: number;
            /** @default false */
            rank?: boolean;
            title: string;
            /** @default  */
            title_en?: string;
        };
        /** Target */
        Target: {
            area?: string | null;
            /** @default [] */
            devices?: string[];
            product?: string | null;
            /** @default [] */
            tags?: string[];
        };
        /** Targets */
        Targets: {
            /** @default [] */
            roles?: string[];
            /** @default [] */
            units?: string[];
        };
        /** TelemetryMessage */
        TelemetryMessage: {
            at?: number | string | null;
            device: string;
            happened?: components["schemas"]["Happened"] | null;
            position?: components["schemas"]["Position"] | null;
            property?: string | null;
            times?: (number | string)[] | null;
            unit?: string | null;
            value?: number | boolean | string | null;
            values?: {
                [key: string]: number | boolean | string | null;
            } | (number | boolean | string | null)[] | null;
        };
        /** Template */
        Template: {
            blocks: (components["schemas"]["HeadingBlock"] | components["schemas"]["TextBlock"] | components["schemas"]["ComparisonBlock"] | components["schemas"]["TableBlock"] | components["schemas"]["ChartBlock"] | components["schemas"]["FindingBlock"] | components["schemas"]["CasesBlock"] | components["schemas"]["BreakBlock"])[];
            code: string;
            /** @default false */
            contents?: boolean;
            cover?: components["schemas"]["Head"] | null;
            en: string;
            /** @enum {unknown} */
            every: "any" | "day" | "month" | "quarter" | "week" | "year";
            /** @default false */
            public?: boolean;
            title: string;
            /** @default  */
            title_en?: string;
            /** @default 1 */
            version?: number;
            zh: string;
        };
        /** Tensor */
        Tensor: {
            data: unknown[];
            datatype: string;
            name: string;
            shape: number[];
        };
        /** TextBlock */
        TextBlock: {
            /** @default false */
            item?: boolean;
            /** @enum {unknown} */
            kind: "text";
            text: string;
            /** @default  */
            text_en?: string;
        };
        /** TextBody */
        TextBody: {
            text: string;
        };
        /** ThingModel */
        ThingModel: {
            /** @default [] */
            events?: components["schemas"]["Happening"][];
            /** @default [] */
            functions?: components["schemas"]["Function"][];
            /** @default false */
            position?: boolean;
            /** @default [] */
            properties?: components["schemas"]["Property"][];
            /** @default [] */
            tags?: string[];
        };
        /** Times */
        Times: {
            /**
             * @default [
             *       1,
             *       2,
             *       3,
             *       4,
             *       5,
             *       6,
             *       7
             *     ]
             */
            days?: number[];
            /** @default 00:00 */
            end?: string;
            /** @default 00:00 */
            start?: string;
        };
        /**
         * TimeUnit
         * @enum {unknown}
         */
        TimeUnit: "natural_day" | "natural_hour" | "urgent_hour" | "work_day" | "work_hour";
        /** TokenBody */
        TokenBody: {
            /** Area */
            area?: string | null;
            /**
             * Days
             * @default 365
             */
            days?: number;
            /**
             * Label
             * @default
             */
            label?: string;
            /** Person */
            person?: string | null;
            /** Role */
            role: string;
            /** Unit */
            unit?: string | null;
        };
        /** Trial */
        Trial: {
            /** @default [] */
            changes?: (components["schemas"]["LimitChange"] | components["schemas"]["DutyChange"] | components["schemas"]["PaceChange"] | components["schemas"]["StaffChange"] | components["schemas"]["SplitChange"] | components["schemas"]["MergeChange"])[];
        };
        /** TrialBody */
        TrialBody: {
            limits: components["schemas"]["Limits"];
        };
        /** TryBody */
        TryBody: {
            area?: string | null;
            /**
             * @default zh
             * @enum {unknown}
             */
            language?: "en" | "zh";
            period: string;
            template: components["schemas"]["Template"];
            unit?: string | null;
        };
        /** TurnData */
        TurnData: {
            /** Scene */
            scene: string;
            /**
             * Seconds
             * @default 60
             */
            seconds?: number;
        };
        /** UnitBody */
        UnitBody: {
            /** Area */
            area?: string | null;
            /**
             * Kind
             * @default department
             */
            kind?: string;
            /** Name */
            name: string;
            /** Parent */
            parent?: string | null;
        };
        /** Unmasking */
        Unmasking: {
            /** Reason */
            reason: string;
        };
        /** UnsolvedLimit */
        UnsolvedLimit: {
            /** @default 30 */
            days?: number;
            /** @default true */
            on?: boolean;
        };
        /** VerifyBody */
        VerifyBody: {
            /** Head */
            head?: string | null;
        };
        /** Vote */
        Vote: {
            voter: string;
            /** @default true */
            wanted?: boolean;
        };
        /** Who */
        Who: {
            /** @enum {unknown} */
            by: "area" | "duty" | "lead" | "matter" | "post" | "unit";
            /** @default  */
            code?: string;
        };
        /** WithdrawBody */
        WithdrawBody: {
            why: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    change_password_api_v1_account_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_accounts_api_v1_accounts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_account_api_v1_accounts__name__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    change_account_api_v1_accounts__name___change__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    make_link_api_v1_accounts__name__link_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    jobs_api_v1_admin_jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_parked_api_v1_admin_parked_get: {
        parameters: {
            query?: {
                limit?: number;
                subscriber?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replay_api_v1_admin_parked__subscriber___message__replay_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: string;
                subscriber: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replay_all_api_v1_admin_parked_replay_post: {
        parameters: {
            query?: {
                subscriber?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_settings_api_v1_alarm__kind__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "inhibitions" | "mutes";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_setting_api_v1_alarm__kind___code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                kind: "inhibitions" | "mutes";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_setting_api_v1_alarm__kind___code__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                kind: "inhibitions" | "mutes";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_functions_api_v1_alarm_functions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_rules_api_v1_alarm_rules_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_rule_api_v1_alarm_rules__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_rule_api_v1_alarm_rules__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_switch_api_v1_alarm_rules__code__switch_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_versions_api_v1_alarm_rules__code__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_check_api_v1_alarm_rules_check_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_naming_api_v1_alarm_rules_naming_get: {
        parameters: {
            query: {
                occurrence?: string[] | null;
                product: string;
                property?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_precision_api_v1_alarm_rules_precision_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_rehearse_api_v1_alarm_rules_rehearse_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_rehearse_steps_api_v1_alarm_rules_rehearse_steps_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_watching_api_v1_alarm_rules_watching_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_silences_api_v1_alarm_silences_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_silence_api_v1_alarm_silences_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SilenceBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_silence_api_v1_alarm_silences__silence__delete: {
        parameters: {
            query?: {
                reason?: string | null;
            };
            header?: never;
            path: {
                silence: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_alarms_api_v1_alarms_get: {
        parameters: {
            query?: {
                area?: string | null;
                case?: string | null;
                cursor?: string | null;
                hushed?: boolean | null;
                level?: ("blue" | "yellow" | "orange" | "red") | null;
                limit?: number;
                living?: boolean | null;
                parent?: string | null;
                rule?: string | null;
                since?: string | null;
                subject?: string | null;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_alarm_api_v1_alarms__alarm__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_acts_api_v1_alarms_acts_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_groups_api_v1_alarms_groups_get: {
        parameters: {
            query: {
                area?: string | null;
                by: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_vocabulary_api_v1_alarms_vocabulary_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_areas_api_v1_areas_get: {
        parameters: {
            query?: {
                at?: string | null;
                cursor?: string | null;
                level?: ("city" | "district" | "street" | "community" | "grid") | null;
                limit?: number;
                parent?: string | null;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    areas_geojson_api_v1_areas_geojson_get: {
        parameters: {
            query?: {
                bbox?: string | null;
                crs?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
                level?: "city" | "district" | "street" | "community" | "grid";
                parent?: string | null;
                simplify?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": unknown;
                    "application/json": unknown;
                };
            };
        };
    };
    get_area_api_v1_areas__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_area_api_v1_areas__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AreaBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_area_api_v1_areas__code__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    check_api_v1_areas_check_get: {
        parameters: {
            query?: {
                level?: "city" | "district" | "street" | "community" | "grid";
                parent?: string | null;
                tolerance_m?: number;
                tolerance_m2?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    locate_api_v1_areas_locate_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocateBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_appeals_api_v1_assessment_appeals_get: {
        parameters: {
            query?: {
                period?: string | null;
                scheme?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_appeal_api_v1_assessment_appeals_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_appeal_decision_api_v1_assessment_appeals__appeal__decide_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appeal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_appeal_withdrawal_api_v1_assessment_appeals__appeal__withdraw_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appeal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_editions_api_v1_assessment_editions_get: {
        parameters: {
            query?: {
                scheme?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_edition_api_v1_assessment_editions_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_check_api_v1_assessment_editions__edition__check_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_reopen_decision_api_v1_assessment_editions__edition__decide_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_reopen_api_v1_assessment_editions__edition__reopen_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_schemes_api_v1_assessment_schemes_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_cases_api_v1_assessment_schemes__code__cases_get: {
        parameters: {
            query: {
                after?: string;
                key: string;
                limit?: number;
                part: string;
                period: string;
                side?: "numerator" | "denominator" | "rest" | "missing";
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_result_api_v1_assessment_schemes__code__result_get: {
        parameters: {
            query: {
                assessed?: boolean;
                live?: boolean;
                period: string;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_signs_api_v1_assessment_schemes__code__signs_get: {
        parameters: {
            query: {
                period: string;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_about_api_v1_assist_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_draft_api_v1_assist_cases__number__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_question_api_v1_assist_questions_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    trail_api_v1_audit_get: {
        parameters: {
            query?: {
                action?: string | null;
                actor?: string | null;
                cursor?: string | null;
                format?: string;
                from?: string | null;
                limit?: number;
                object_id?: string | null;
                object_kind?: string | null;
                success?: boolean | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_bulletins_api_v1_bulletins_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_bulletin_api_v1_bulletins_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_bulletin_api_v1_bulletins__key__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_block_api_v1_bulletins__key__blocks__block__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                block: number;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_file_api_v1_bulletins__key__file_get: {
        parameters: {
            query?: {
                format?: "docx" | "pdf" | "xlsx" | "html";
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_read_api_v1_bulletins__key__read_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_step_api_v1_bulletins__key__steps__step__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                step: "approve" | "return" | "publish" | "withdraw";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_preview_api_v1_bulletins_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_schedules_api_v1_bulletins_schedules_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_schedule_api_v1_bulletins_schedules_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_schedule_api_v1_bulletins_schedules__key__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_schedule_api_v1_bulletins_schedules__key__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_templates_api_v1_bulletins_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_template_api_v1_bulletins_templates__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Template"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_calendars_api_v1_calendars_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    live_api_v1_cameras__code__live_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    playback_api_v1_cameras__code__playback_get: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_alert_api_v1_cap_alerts__warning__get: {
        parameters: {
            query?: {
                edition?: number | null;
            };
            header?: never;
            path: {
                warning: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/cap+xml": unknown;
                    "application/json": unknown;
                };
            };
        };
    };
    get_feed_api_v1_cap_feed_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": unknown;
                    "application/json": unknown;
                };
            };
        };
    };
    list_cases_api_v1_cases_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                closed_from?: string | null;
                closed_to?: string | null;
                cursor?: string | null;
                due_from?: string | null;
                due_to?: string | null;
                from?: string | null;
                group?: string | null;
                limit?: number;
                live?: boolean | null;
                matter?: string | null;
                mine?: boolean;
                number?: string | null;
                on_time?: boolean | null;
                overdue?: boolean | null;
                q?: string;
                satisfaction?: string | null;
                side?: string | null;
                skip?: number;
                sort?: string;
                source?: string | null;
                stage?: string | null;
                start?: string | null;
                supervised?: boolean | null;
                to?: string | null;
                undated?: boolean | null;
                unit?: string | null;
                unplaced?: boolean | null;
                urgency?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    one_case_api_v1_cases__number__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_actions_api_v1_cases__number__actions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_action_api_v1_cases__number__actions__action__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    clocks_api_v1_cases__number__clocks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    hold_different_api_v1_cases__number__duplicates__other__different_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                other: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    journal_api_v1_cases__number__journal_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_matching_api_v1_cases__number__knots_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_apply_api_v1_cases__number__knots__knot__apply_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                knot: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_proposed_api_v1_cases__number__plans_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_confirmed_api_v1_cases__number__plans_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    check_reply_api_v1_cases__number__reply_check_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    unmask_api_v1_cases__number__reporters_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Unmasking"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    similar_api_v1_cases__number__similar_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    duplicates_api_v1_cases_duplicates_get: {
        parameters: {
            query?: {
                address?: string;
                lat?: number | null;
                lon?: number | null;
                matter?: string | null;
                phone?: string | null;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    duplicate_pairs_api_v1_cases_duplicates_pairs_get: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    export_api_v1_cases_export_xlsx_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                closed_from?: string | null;
                closed_to?: string | null;
                columns?: string | null;
                cursor?: string | null;
                due_from?: string | null;
                due_to?: string | null;
                from?: string | null;
                group?: string | null;
                lang?: string;
                limit?: number;
                live?: boolean | null;
                matter?: string | null;
                mine?: boolean;
                number?: string | null;
                on_time?: boolean | null;
                overdue?: boolean | null;
                q?: string;
                satisfaction?: string | null;
                side?: string | null;
                skip?: number;
                sort?: string;
                source?: string | null;
                stage?: string | null;
                start?: string | null;
                supervised?: boolean | null;
                to?: string | null;
                undated?: boolean | null;
                unit?: string | null;
                unplaced?: boolean | null;
                urgency?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    groups_api_v1_cases_groups_get: {
        parameters: {
            query?: {
                area?: string | null;
                by?: string | null;
                channel?: string | null;
                closed_from?: string | null;
                closed_to?: string | null;
                cursor?: string | null;
                due_from?: string | null;
                due_to?: string | null;
                from?: string | null;
                group?: string | null;
                limit?: number;
                live?: boolean | null;
                matter?: string | null;
                mine?: boolean;
                number?: string | null;
                on_time?: boolean | null;
                overdue?: boolean | null;
                q?: string;
                satisfaction?: string | null;
                side?: string | null;
                skip?: number;
                sort?: string;
                source?: string | null;
                stage?: string | null;
                start?: string | null;
                supervised?: boolean | null;
                to?: string | null;
                undated?: boolean | null;
                unit?: string | null;
                unplaced?: boolean | null;
                urgency?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    number_gaps_api_v1_cases_numbers_gaps_get: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    within_api_v1_cases_within_post: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                closed_from?: string | null;
                closed_to?: string | null;
                cursor?: string | null;
                due_from?: string | null;
                due_to?: string | null;
                from?: string | null;
                group?: string | null;
                limit?: number;
                live?: boolean | null;
                matter?: string | null;
                mine?: boolean;
                number?: string | null;
                on_time?: boolean | null;
                overdue?: boolean | null;
                q?: string;
                satisfaction?: string | null;
                side?: string | null;
                skip?: number;
                sort?: string;
                source?: string | null;
                stage?: string | null;
                start?: string | null;
                supervised?: boolean | null;
                to?: string | null;
                undated?: boolean | null;
                unit?: string | null;
                unplaced?: boolean | null;
                urgency?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BufferBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_city_api_v1_city_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_city_api_v1_city_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CityBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_stage_api_v1_city_stage_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_stage_api_v1_city_stage_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_history_api_v1_city_stage_history_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_scale_api_v1_city_stage_scale_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_scale_api_v1_city_stage_scale_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScaleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_commands_api_v1_device_commands_get: {
        parameters: {
            query: {
                cursor?: string | null;
                device: string;
                limit?: number;
                state?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_command_api_v1_device_commands_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_command_api_v1_device_commands__command__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_act_api_v1_device_commands__command___act__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                act: "confirm" | "refuse" | "withdraw";
                command: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_answer_api_v1_device_commands__command__answer_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_waiting_api_v1_device_commands_waiting_get: {
        parameters: {
            query: {
                device: string;
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_keys_api_v1_device_keys_get: {
        parameters: {
            query: {
                scope: "device" | "gateway" | "product";
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    create_key_api_v1_device_keys_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    revoke_key_api_v1_device_keys__key__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_requests_api_v1_device_requests_get: {
        parameters: {
            query?: {
                limit?: number;
                state?: ("asked" | "granted" | "refused" | "ended") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    ask_api_v1_device_requests_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    decide_api_v1_device_requests__key__decision_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_devices_api_v1_devices_get: {
        parameters: {
            query?: {
                area?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                count?: boolean;
                cursor?: string | null;
                device?: string[] | null;
                gateway?: string | null;
                keeper?: string | null;
                limit?: number;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                q?: string | null;
                sort?: "code" | "-code" | "name" | "-name" | "changed" | "-changed" | "number" | "-number";
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_device_api_v1_devices__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_device_api_v1_devices__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_action_api_v1_devices__code___action__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_happenings_api_v1_devices__code__happenings_get: {
        parameters: {
            query?: {
                from?: string | null;
                limit?: number;
                to?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_life_api_v1_devices__code__life_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_shadow_api_v1_devices__code__shadow_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_track_api_v1_devices__code__track_get: {
        parameters: {
            query?: {
                from?: string | null;
                limit?: number;
                to?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_uses_api_v1_devices__code__uses_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    export_api_v1_devices_export_get: {
        parameters: {
            query?: {
                area?: string | null;
                at?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                device?: string[] | null;
                gateway?: string | null;
                keeper?: string | null;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                q?: string | null;
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                unit?: string | null;
                values?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    import_file_api_v1_devices_import_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_import_file_api_v1_devices_import_post"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_template_api_v1_devices_template_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    get_quality_api_v1_dispatch_quality_get: {
        parameters: {
            query?: {
                area?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_doubtful_api_v1_doubtful_get: {
        parameters: {
            query?: {
                area?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                cursor?: string | null;
                device?: string[] | null;
                gateway?: string | null;
                keeper?: string | null;
                limit?: number;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                q?: string | null;
                reason?: string[] | null;
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_nodes_api_v1_edge_nodes_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_node_api_v1_edge_nodes_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodeDraft"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_devices_api_v1_edge_nodes__code__devices_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeDevicesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_key_api_v1_edge_nodes__code__key_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_revoke_api_v1_edge_nodes__code__revoke_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EdgeRevokeBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_beat_api_v1_edge_beat_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Beat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_enrol_api_v1_edge_enrol_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Enrol"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_journal_api_v1_edge_journal_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_findings_api_v1_findings_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: string | null;
                limit?: number;
                outcome?: string | null;
                site?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_findings_api_v1_findings_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_days_api_v1_findings_days_get: {
        parameters: {
            query?: {
                days?: number;
                strategy?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_effect_api_v1_findings_effect_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_limit_api_v1_findings_limits_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderLimitBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_rates_api_v1_findings_rates_get: {
        parameters: {
            query?: {
                by?: "day" | "month";
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_senders_api_v1_findings_senders_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_strategies_api_v1_findings_strategies_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_strategy_api_v1_findings_strategies__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Strategy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_try_api_v1_findings_strategies__code__try_post: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Strategy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_flows_api_v1_flows_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    one_flow_api_v1_flows__flow__versions__version__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    health_api_v1_health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_imports_api_v1_imports_get: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    start_api_v1_imports_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @enum {string} */
                    kind: "reports" | "cases";
                    /** Format: binary */
                    mapping: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    show_api_v1_imports__import_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    rejects_api_v1_imports__import_id__rejects_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    undo_api_v1_imports__import_id__undo_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_conflicts_api_v1_indicator_conflicts_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_drafts_api_v1_indicator_drafts_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_draft_api_v1_indicator_drafts_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_draft_api_v1_indicator_drafts__code__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_draft_decision_api_v1_indicator_drafts__code__decision_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftDecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_submission_api_v1_indicator_drafts__code__submission_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_check_api_v1_indicator_drafts_check_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_preview_api_v1_indicator_drafts_preview_post: {
        parameters: {
            query: {
                area?: string | null;
                period: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_sources_api_v1_indicator_sources_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_source_api_v1_indicator_sources__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_decision_api_v1_indicator_sources__code__decisions_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_entries_api_v1_indicator_sources__code__entries_get: {
        parameters: {
            query: {
                period: string;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_entries_api_v1_indicator_sources__code__entries_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntriesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_gathering_api_v1_indicator_sources__code__gathering_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatherBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_imports_api_v1_indicator_sources__code__imports_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_import_api_v1_indicator_sources__code__imports_post: {
        parameters: {
            query?: {
                why?: string;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_post_import_api_v1_indicator_sources__code__imports_post"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_withdrawal_api_v1_indicator_sources__code__imports__batch__withdrawal_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_template_api_v1_indicator_sources__code__template_xlsx_get: {
        parameters: {
            query?: {
                period?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_trace_api_v1_indicator_sources__code__trace_get: {
        parameters: {
            query: {
                day: string;
                series: string;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_topics_api_v1_indicator_topics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_weights_api_v1_indicator_weights_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatrixBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_indicators_api_v1_indicators_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_indicator_api_v1_indicators__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_beside_api_v1_indicators__code__beside_get: {
        parameters: {
            query: {
                area?: string | null;
                assessed?: boolean;
                channel?: string | null;
                matter?: string | null;
                period: string;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_cases_api_v1_indicators__code__cases_get: {
        parameters: {
            query: {
                after?: string;
                area?: string | null;
                assessed?: boolean;
                channel?: string | null;
                limit?: number;
                matter?: string | null;
                period: string;
                side?: "numerator" | "denominator" | "rest" | "missing";
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_drill_api_v1_indicators__code__drill_get: {
        parameters: {
            query: {
                area?: string | null;
                assessed?: boolean;
                by?: "area" | "time" | "matter" | "unit" | "channel";
                channel?: string | null;
                grain?: "day" | "week" | "month" | "quarter" | "year";
                matter?: string | null;
                period: string;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_factors_api_v1_indicators__code__factors_get: {
        parameters: {
            query: {
                area?: string | null;
                assessed?: boolean;
                channel?: string | null;
                grain?: "day" | "week" | "month";
                matter?: string | null;
                period: string;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_index_api_v1_indicators__code__index_get: {
        parameters: {
            query: {
                area?: string | null;
                assessed?: boolean;
                channel?: string | null;
                matter?: string | null;
                period: string;
                seed?: number;
                spread?: number;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_trend_api_v1_indicators__code__trend_get: {
        parameters: {
            query: {
                area?: string | null;
                assessed?: boolean;
                channel?: string | null;
                matter?: string | null;
                period: string;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_value_api_v1_indicators__code__value_get: {
        parameters: {
            query: {
                area?: string | null;
                assessed?: boolean;
                channel?: string | null;
                matter?: string | null;
                period: string;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_waterfall_api_v1_indicators__code__waterfall_get: {
        parameters: {
            query: {
                against?: string | null;
                area?: string | null;
                assessed?: boolean;
                by?: "area" | "matter" | "unit" | "channel";
                channel?: string | null;
                matter?: string | null;
                period: string;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_glance_api_v1_indicators_glance_get: {
        parameters: {
            query: {
                area?: string | null;
                codes: string;
                period: string;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_bulletin_api_v1_insight_bulletin_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                format?: "html" | "docx" | "xlsx";
                from?: string | null;
                language?: "zh" | "en";
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_causes_api_v1_insight_causes_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                outcome?: "overdue" | "returned" | "redone" | "slow" | "unsatisfied";
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_conformance_api_v1_insight_conformance_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                flow?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
                version?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_disputes_api_v1_insight_disputes_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_efficiency_api_v1_insight_efficiency_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_irregular_api_v1_insight_irregular_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_limits_api_v1_insight_limits_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                clock?: string;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    export_log_api_v1_insight_log_xes_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
                view?: "actions" | "stages";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_process_api_v1_insight_process_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
                view?: "actions" | "stages";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_behind_api_v1_insight_process_cases_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                next?: string | null;
                path?: string | null;
                step?: string | null;
                to?: string | null;
                unit?: string | null;
                view?: "actions" | "stages";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_tokens_api_v1_insight_process_tokens_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
                view?: "actions" | "stages";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_replay_api_v1_insight_replay_post: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Trial"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_replies_api_v1_insight_replies_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_split_api_v1_insight_split_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_knots_api_v1_knots_get: {
        parameters: {
            query?: {
                q?: string;
                state?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_knot_api_v1_knots_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdmitBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_knot_api_v1_knots__knot__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                knot: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_knot_api_v1_knots__knot__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                knot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Handling"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_cases_api_v1_knots__knot__cases_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                knot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CasesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_end_api_v1_knots__knot__end_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                knot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_note_api_v1_knots__knot__notes_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                knot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_step_api_v1_knots__knot__steps__at__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                at: number;
                knot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_candidates_api_v1_knots_candidates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_dismiss_api_v1_knots_candidates__number__dismiss_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_look_api_v1_knots_candidates_look_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_criteria_api_v1_knots_criteria_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CriteriaBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    read_texts_api_v1_language_read_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_latest_api_v1_latest_get: {
        parameters: {
            query?: {
                area?: string | null;
                at?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                device?: string[] | null;
                gateway?: string | null;
                keeper?: string | null;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                property?: string[] | null;
                q?: string | null;
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    checkpoint_api_v1_ledger_checkpoint_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    consistency_api_v1_ledger_consistency_get: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    keys_api_v1_ledger_keys_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    proof_api_v1_ledger_proof_get: {
        parameters: {
            query: {
                seq: number;
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verify_api_v1_ledger_verify_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    live_api_v1_live_get: {
        parameters: {
            query?: {
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    describe_api_v1_map_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    tile_api_v1_map_tiles__z___x___y__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                x: number;
                y: number;
                z: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.mapbox-vector-tile": unknown;
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_matters_api_v1_matters_get: {
        parameters: {
            query?: {
                area?: string | null;
                classes?: boolean;
                kind?: string | null;
                limit?: number;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_matter_api_v1_matters_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatterBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    one_matter_api_v1_matters__key__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_status_api_v1_matters__key__status_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_mappings_api_v1_matters_mappings_get: {
        parameters: {
            query?: {
                limit?: number;
                source?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_mapping_api_v1_matters_mappings_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_unmapped_api_v1_matters_unmapped_get: {
        parameters: {
            query?: {
                limit?: number;
                source?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    me_api_v1_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    upload_api_v1_media_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    show_api_v1_media__media__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                media: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_models_api_v1_models_get: {
        parameters: {
            query?: {
                task?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_model_api_v1_models_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_model_api_v1_models__version__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_act_api_v1_models__version__acts_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_infer_api_v1_models_infer_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InferBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_limit_api_v1_models_limits_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_metering_api_v1_models_metering_get: {
        parameters: {
            query?: {
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_queue_api_v1_models_queue_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_roll_back_api_v1_models_roll_back_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBackBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    notifications_api_v1_notifications_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                unread?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    count_notifications_api_v1_notifications_count_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_notifications_api_v1_notifications_read_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_observations_api_v1_observations_get: {
        parameters: {
            query?: {
                area?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                cursor?: string | null;
                device?: string[] | null;
                every?: number | null;
                from?: string | null;
                gateway?: string | null;
                keeper?: string | null;
                limit?: number;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                property?: string[] | null;
                q?: string | null;
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    export_observations_api_v1_observations_export_get: {
        parameters: {
            query?: {
                area?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                device?: string[] | null;
                format?: "csv" | "xlsx";
                from?: string | null;
                gateway?: string | null;
                keeper?: string | null;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                property?: string[] | null;
                q?: string | null;
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    export_api_v1_organisation_export_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    import_files_api_v1_organisation_import_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_import_files_api_v1_organisation_import_post"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    template_api_v1_organisation_template_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    list_persons_api_v1_persons_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                post?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_person_api_v1_persons__code__get: {
        parameters: {
            query?: {
                contact?: boolean;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_person_api_v1_persons__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_person_api_v1_persons__code__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    erase_person_api_v1_persons__code__data_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    find_places_api_v1_places_get: {
        parameters: {
            query: {
                lat?: number | null;
                limit?: number;
                lon?: number | null;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    resolve_places_api_v1_places_resolve_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_plans_api_v1_plans_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_plan_api_v1_plans__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_plan_api_v1_plans__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_approve_api_v1_plans__code__approve_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemarkBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_refuse_api_v1_plans__code__refuse_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemarkBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_retire_api_v1_plans__code__retire_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemarkBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_export_api_v1_plans_export_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_import_api_v1_plans_import_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Library"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_vocabulary_api_v1_plans_vocabulary_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_posts_api_v1_posts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_post_api_v1_posts__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_post_api_v1_posts__code__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_presence_api_v1_presence_get: {
        parameters: {
            query?: {
                area?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_own_api_v1_presence_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    begin_api_v1_presence_me_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    end_api_v1_presence_me_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_position_api_v1_presence_me_position_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PositionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_products_api_v1_products_get: {
        parameters: {
            query?: {
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_product_api_v1_products__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_product_api_v1_products__code__put: {
        parameters: {
            query?: {
                base?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_export_api_v1_products__code__export_get: {
        parameters: {
            query?: {
                form?: "json" | "xlsx";
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    get_versions_api_v1_products__code__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_check_api_v1_products_check_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_read_api_v1_products_read_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_post_read_api_v1_products_read_post"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_proposals_api_v1_proposals_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_proposal_api_v1_proposals_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_proposal_api_v1_proposals__proposal__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_accept_api_v1_proposals__proposal__accept_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_applied_api_v1_proposals__proposal__applied_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_refuse_api_v1_proposals__proposal__refuse_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_send_api_v1_proposals__proposal__send_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_withdraw_api_v1_proposals__proposal__withdraw_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_public_api_v1_public_bulletins_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_public_file_api_v1_public_bulletins__key__get: {
        parameters: {
            query?: {
                format?: "docx" | "pdf" | "xlsx" | "html";
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    follow_case_api_v1_public_cases__number__get: {
        parameters: {
            query: {
                receipt: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    rate_api_v1_public_cases__number__rating_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Feedback"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    supplement_api_v1_public_cases__number__supplement_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Feedback"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    heat_api_v1_public_heat_get: {
        parameters: {
            query?: {
                back?: number;
                kind?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    near_api_v1_public_near_get: {
        parameters: {
            query: {
                lat: number;
                lon: number;
                radius?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    vote_api_v1_public_near__number__vote_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    hand_in_api_v1_public_reports_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PublicReport"];
                "multipart/form-data": {
                    address?: string;
                    channel?: string;
                    corrects?: string;
                    crs?: string;
                    email?: string;
                    joins?: string;
                    lat?: number;
                    lon?: number;
                    matter?: string;
                    name?: string;
                    phone?: string;
                    photos?: string[];
                    text: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    follow_report_api_v1_public_reports__report__get: {
        parameters: {
            query: {
                receipt: string;
            };
            header?: never;
            path: {
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    new_voter_api_v1_public_voters_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    ready_api_v1_ready_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    find_reports_api_v1_reports_get: {
        parameters: {
            query: {
                external_id?: string | null;
                limit?: number;
                source: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    hand_in_api_v1_reports_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    one_report_api_v1_reports__report__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    erase_api_v1_reports__report__erasure_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_responsibilities_api_v1_responsibilities_get: {
        parameters: {
            query?: {
                area?: string | null;
                cursor?: string | null;
                limit?: number;
                matter?: string | null;
                on?: string | null;
                resolve?: string | null;
                status?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_responsibility_api_v1_responsibilities_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResponsibilityBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_approve_api_v1_responsibilities__entry__approve_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_end_api_v1_responsibilities__entry__end_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_gaps_api_v1_responsibilities_gaps_get: {
        parameters: {
            query?: {
                area?: string | null;
                limit?: number;
                on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    resolve_responsibility_api_v1_responsibilities_resolve_get: {
        parameters: {
            query: {
                area: string;
                matter: string;
                on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    export_sheet_api_v1_responsibilities_sheet_get: {
        parameters: {
            query?: {
                format?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
        };
    };
    import_sheet_api_v1_responsibilities_sheet_post: {
        parameters: {
            query: {
                change_basis: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_import_sheet_api_v1_responsibilities_sheet_post"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_roles_api_v1_roles_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_sets_api_v1_samples_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_set_api_v1_samples__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_set_api_v1_samples__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampleSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_cases_api_v1_samples__code__cases_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_file_api_v1_samples__code__file_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_post_file_api_v1_samples__code__file_post"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_next_api_v1_samples__code__next_get: {
        parameters: {
            query?: {
                role?: "label" | "settle";
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_sort_api_v1_samples__code__sort_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SortBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_version_api_v1_samples__code__versions_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_check_api_v1_samples__code__versions__number__check_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_file_api_v1_samples__code__versions__number__file_get: {
        parameters: {
            query?: {
                format?: string;
            };
            header?: never;
            path: {
                code: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
        };
    };
    put_label_api_v1_samples_texts__item__label_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JudgeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_label_api_v1_samples_texts__item__label_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_coverage_api_v1_sensing_coverage_get: {
        parameters: {
            query?: {
                area?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_feeds_api_v1_sensing_feeds_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_figures_api_v1_sensing_figures_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_picture_api_v1_sensing_picture_get: {
        parameters: {
            query?: {
                area?: string | null;
                at?: string | null;
                attribute?: string[] | null;
                city_state?: string | null;
                device?: string[] | null;
                gateway?: string | null;
                keeper?: string | null;
                means?: string | null;
                near?: string | null;
                online?: boolean | null;
                polygon?: string | null;
                product?: string | null;
                q?: string | null;
                source?: string | null;
                state?: string | null;
                tag?: string[] | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    sign_in_api_v1_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    sign_out_api_v1_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_signs_api_v1_signs_get: {
        parameters: {
            query?: {
                kind?: string | null;
                open?: boolean | null;
                since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_close_api_v1_signs__sign__close_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_limits_api_v1_signs_limits_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_limits_api_v1_signs_limits_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_preview_api_v1_signs_limits_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_boards_api_v1_stations_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_board_api_v1_stations__board__get: {
        parameters: {
            query?: {
                area?: string | null;
            };
            header?: never;
            path: {
                board: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    case_stats_api_v1_stats_cases_get: {
        parameters: {
            query?: {
                area?: string | null;
                by?: string;
                channel?: string | null;
                closed_from?: string | null;
                closed_to?: string | null;
                cursor?: string | null;
                due_from?: string | null;
                due_to?: string | null;
                from?: string | null;
                group?: string | null;
                limit?: number;
                live?: boolean | null;
                matter?: string | null;
                mine?: boolean;
                number?: string | null;
                on_time?: boolean | null;
                overdue?: boolean | null;
                q?: string;
                satisfaction?: string | null;
                side?: string | null;
                skip?: number;
                sort?: string;
                source?: string | null;
                stage?: string | null;
                start?: string | null;
                supervised?: boolean | null;
                to?: string | null;
                undated?: boolean | null;
                unit?: string | null;
                unplaced?: boolean | null;
                urgency?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_tasks_api_v1_tasks_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: string | null;
                limit?: number;
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    hand_in_api_v1_telemetry_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TelemetryMessage"][] | components["schemas"]["TelemetryMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_inbox_api_v1_telemetry_inbox_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_tokens_api_v1_tokens_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    create_token_api_v1_tokens_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    revoke_api_v1_tokens__key__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_topics_api_v1_topics_get: {
        parameters: {
            query?: {
                area?: string | null;
                channel?: string | null;
                from?: string | null;
                matter?: string | null;
                to?: string | null;
                unit?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_units_api_v1_units_get: {
        parameters: {
            query?: {
                area?: string | null;
                cursor?: string | null;
                kind?: string | null;
                limit?: number;
                parent?: string | null;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_units_api_v1_units_of_measure_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_unit_api_v1_units__code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_unit_api_v1_units__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    delete_unit_api_v1_units__code__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_views_api_v1_views_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    save_view_api_v1_views_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    forget_view_api_v1_views__view__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_alerts_api_v1_vitals_alerts_get: {
        parameters: {
            query?: {
                indicator?: string | null;
                open?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_close_api_v1_vitals_alerts__alert__close_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_outlook_api_v1_vitals_outlook__code__get: {
        parameters: {
            query?: {
                area?: string | null;
                grain?: "day" | "week" | "month";
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_rules_api_v1_vitals_rules_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_rule_api_v1_vitals_rules__code__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_rehearse_api_v1_vitals_rules__code__rehearse_post: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_switch_api_v1_vitals_rules__code__switch_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    vocabulary_api_v1_vocabulary_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_wall_api_v1_wall_get: {
        parameters: {
            query?: {
                area?: string | null;
                matters?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_history_api_v1_wall_history_get: {
        parameters: {
            query?: {
                area?: string | null;
                matters?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_scenes_api_v1_wall_scenes_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_screen_api_v1_wall_screens__name__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_screen_api_v1_wall_screens__name__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScreenBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_history_tile_api_v1_wall_tiles_history__z___x___y__get: {
        parameters: {
            query?: {
                area?: string | null;
                from?: string | null;
                matters?: string;
                to?: string | null;
            };
            header?: never;
            path: {
                x: number;
                y: number;
                z: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.mapbox-vector-tile": unknown;
                };
            };
        };
    };
    get_live_tile_api_v1_wall_tiles_live__z___x___y__get: {
        parameters: {
            query?: {
                area?: string | null;
                matters?: string;
            };
            header?: never;
            path: {
                x: number;
                y: number;
                z: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/vnd.mapbox-vector-tile": unknown;
                };
            };
        };
    };
    get_templates_api_v1_warning_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    put_template_api_v1_warning_templates__code__put: {
        parameters: {
            query?: {
                base?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Template"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_versions_api_v1_warning_templates__code__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_preview_api_v1_warning_templates_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_warnings_api_v1_warnings_get: {
        parameters: {
            query?: {
                area?: string | null;
                cursor?: string | null;
                limit?: number;
                mine?: boolean;
                stage?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_warning_api_v1_warnings_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_warning_api_v1_warnings__warning__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                warning: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_act_api_v1_warnings__warning__acts_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                warning: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_vocabulary_api_v1_warnings_vocabulary_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_orders_api_v1_watch_orders_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                stage?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_order_api_v1_watch_orders_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_order_api_v1_watch_orders__order__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_end_api_v1_watch_orders__order__end_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_extend_api_v1_watch_orders__order__extend_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
}
