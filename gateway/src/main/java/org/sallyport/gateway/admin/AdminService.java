package org.sallyport.gateway.admin;

import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;

/// Answers admin requests. Called from virtual threads, several at once; it may block for as long
/// as the operation takes.
@FunctionalInterface
public interface AdminService {
  /// The reply to a request.
  ///
  /// @throws org.sallyport.core.error.GatewayException becomes a
  ///   [org.sallyport.api.AdminReply.Failure]
  AdminReply answer(AdminRequest request);
}
