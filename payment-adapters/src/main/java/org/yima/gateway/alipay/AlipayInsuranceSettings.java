package org.yima.gateway.alipay;

import java.net.URI;
import java.time.Duration;

/**
 * The insurance authorisation for one application.
 *
 * @param orgAppId {@code org_app_id}, which the bureau's mobile payment gave to the institutions'
 *     side
 * @param channelCode {@code org_chnl_crtf_code}, the institutions' certification at this channel
 * @param callUrl where Alipay sends the resident back to after the question
 * @param lifetime how long a pay authorisation lives; counted from when it was given
 */
public record AlipayInsuranceSettings(
    AlipaySettings application,
    String orgAppId,
    String channelCode,
    URI callUrl,
    Duration lifetime) {}
